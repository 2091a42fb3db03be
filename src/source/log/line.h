/* Lines: where the line around a place begins and ends, and what a console's wrapping made of one. */
#ifndef WC_SOURCE_LOG_LINE_H
#define WC_SOURCE_LOG_LINE_H

#include "base/limits.h"

#include <stddef.h>

/* A stretch of bytes of a block: a line, without its end, or the part of a very long one. */
struct wc_log_line {
	size_t start, end;
};

/* The line around `at`, cut WC_LIMIT_LOG_LINE bytes before and behind it. */
struct wc_log_line wc_log_line_around(const char *bytes, size_t length, size_t at);

enum { WC_JOINED_LINES = 4 };

/* A line with its neighbours as one, for a console breaks what is too long for it. */
struct wc_joined {
	char text[WC_JOINED_LINES * 2 * WC_LIMIT_LOG_LINE];
	size_t length;
	struct wc_log_line own;             /* the line itself, in `text` */
	size_t ends[WC_JOINED_LINES];   /* in `text`, of each line */
	size_t source[WC_JOINED_LINES]; /* where each of them ends in the block */
	size_t count;
};

/*
 * Joins `line` with the one before it (if that begins at `from` or later) and the two behind it, a blank between them, as far as
 * each is long enough to have been wrapped. With no neighbour `ret_joined->count` is 1.
 */
void wc_log_line_join(const char *bytes, size_t length, struct wc_log_line line, size_t from, struct wc_joined *ret_joined);

#endif
