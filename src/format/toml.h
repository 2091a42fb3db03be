/* TOML, as far as configuration files of container tools use it, read into a tree. */
#ifndef WC_FORMAT_TOML_H
#define WC_FORMAT_TOML_H

#include "format/tree.h"

/*
 * Reads a TOML 1.0 text: tables, arrays of tables, dotted and quoted keys, strings on one line, arrays, inline tables, and
 * true and false (WC_BOOL); every other value is a WC_NUMBER with its text as written. Strings over several lines are refused,
 * as are a key that stands twice, nesting deeper than WC_LIMIT_NESTING and more than WC_LIMIT_TOML_VALUES values. On failure
 * false and `err` with line and column; `name` is for messages. The root is a map.
 */
bool wc_toml_read(wc_arena *arena, const char *name, const char *text, size_t length, const struct wc_node **ret_root,
                  struct wc_err *err);

#endif
