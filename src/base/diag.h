/* wc_diag: the faults of a user's text, all of them, each with its place and a hint. */
#ifndef WC_BASE_DIAG_H
#define WC_BASE_DIAG_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* One fault. Lines and columns count from 1; 0 means "not known". */
struct wc_diag {
	struct wc_diag *next;
	const char *file, *text, *hint; /* hint may be NULL */
	const char *excerpt;            /* the line of the text, or NULL */
	size_t line, column;
};

/* A list of faults in the order found; the arena owns them. Start with {.arena = a}. */
struct wc_diags {
	wc_arena *arena;
	struct wc_diag *first, *last;
	size_t count;
};

/* Adds a fault at a place of `file`; returns it so that a hint can be set. */
__attribute__((format(printf, 5, 6))) struct wc_diag *wc_diag_add(struct wc_diags *diags, const char *file, size_t line,
                                                                   size_t column, const char *format, ...);

/* The line `number` (from 1) of a NUL-terminated text, without its end; NULL where there is none. Owned by `arena`. */
const char *wc_diag_line(wc_arena *arena, const char *text, size_t number);

/* The candidate nearest to `word` (at most two edits away, and less than half its length), or NULL: "did you mean". */
const char *wc_nearest(const char *word, const char *const *candidates, size_t count);

#endif
