/* Lines of the text answers: a label, its colour, and a text made safe for a terminal. */
#ifndef WC_PRESENT_LINE_H
#define WC_PRESENT_LINE_H

#include "present/safe.h"

enum wc_colour { WC_PLAIN, WC_DIM, WC_RED, WC_GREEN, WC_YELLOW };

/* Columns of the label, its gap included. */
enum { WC_LABEL_WIDTH = 10 };

/* Adds "label     text\n"; only the label is coloured (ANSI; WC_PLAIN: not at all). `label` is our own, `text` may be anything. */
void wc_add_line(struct wc_text *out, enum wc_colour colour, const char *label, const char *text);

/* Adds `text` in `colour`, padded to `width` columns. */
void wc_add_coloured(struct wc_text *out, enum wc_colour colour, const char *text, size_t width);

#endif
