/* wc_text: text that grows at its end, owned by an arena. */
#ifndef WC_BASE_TEXT_H
#define WC_BASE_TEXT_H

#include "base/arena.h"

#include <stddef.h>

/*
 * Start with {.arena = a}. `bytes` is NULL while nothing was added, NUL-terminated afterwards, and moves when text is
 * added. Setting `length` to 0 empties it for reuse.
 */
struct wc_text {
	wc_arena *arena;
	char *bytes;
	size_t length, size;
};

/* Makes the text `length` bytes longer; they are to be written where it points to. */
char *wc_text_extend(struct wc_text *text, size_t length);

/* Adds `length` bytes as they are. */
void wc_text_add(struct wc_text *text, const char *bytes, size_t length);

/* Adds a NUL-terminated string; NULL adds nothing. */
void wc_text_addz(struct wc_text *text, const char *string);

/* Adds formatted text. */
__attribute__((format(printf, 2, 3))) void wc_text_printf(struct wc_text *text, const char *format, ...);

/* What was collected, NUL-terminated, "" where nothing was; valid until more is added. */
const char *wc_text_string(const struct wc_text *text);

#endif
