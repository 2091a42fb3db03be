/* Text from outside (references, names, error texts) made fit for a terminal and for the log of a CI. */
#ifndef WC_PRESENT_SAFE_H
#define WC_PRESENT_SAFE_H

#include "base/arena.h"
#include "base/text.h"

#include <stddef.h>

/*
 * Adds `text` to `out`; control characters, directional overrides and malformed UTF-8 are written as escapes ("\x1b",
 * "\u202e"), so that nothing can drive a terminal or forge a line. What CI systems read as a command in a log is broken up,
 * too: "##" (Azure and GitHub, anywhere) becomes "#\x23", "::" at the start of the text (GitHub) ":\x3a". NULL adds nothing.
 */
void wc_add_safe(struct wc_text *out, const char *text);

/* The same, padded with blanks to `width` columns; the last column of a line is given 0. */
void wc_add_cell(struct wc_text *out, const char *text, size_t width);

/* Ends the line, without blanks before its end. */
void wc_end_line(struct wc_text *out);

/* How many columns `text` takes once it is safe. */
size_t wc_columns(wc_arena *arena, const char *text);

#endif
