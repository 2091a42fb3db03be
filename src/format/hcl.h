/* HCL, as far as it can be read without computing: blocks, attributes, literals; any other expression keeps its text. */
#ifndef WC_FORMAT_HCL_H
#define WC_FORMAT_HCL_H

#include "format/tree.h"

/*
 * Reads an HCL text (native syntax 2) into a WC_LIST of what stands at its top. A block `target "app" { … }` is the map
 * {type, labels, body}; an attribute is {name, value}. In bodies and objects attributes are keys; blocks inside bodies are
 * passed over. Strings have their escapes read and their templates, ${…}, as written; heredocs too. A value that is no literal
 * is the string "${…}" of its text, with the tag "expression". On failure false and `err` with line and column.
 */
bool wc_hcl_read(wc_arena *arena, const char *name, const char *text, size_t length, const struct wc_node **ret_list,
                 struct wc_err *err);

#endif
