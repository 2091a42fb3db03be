/* Text that Windows tools print: its encodings, and its lines of "key: value". */
#ifndef WC_SOURCE_HOST_TEXT_H
#define WC_SOURCE_HOST_TEXT_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Turns `bytes` into NUL-terminated UTF-8 without a byte order mark: UTF-8, UTF-16 (with a mark, or little-endian without
 * one, as PowerShell's ">" and `reg export` write it) or else code page 932. False and `err` where it is no text. `bytes`
 * must outlive the result and hold a NUL behind the last byte.
 */
bool wc_text_decode(wc_arena *arena, const char *name, const char *bytes, size_t length, const char **ret_text,
                    size_t *ret_length, struct wc_err *err);

/* A part of a text. Borrowed. */
struct wc_part {
	const char *at;
	size_t length;
};

/* One line: what stands before and behind its first colon, blanks trimmed; without a colon all of it is `value`. */
struct wc_line {
	struct wc_part key, value;
	struct wc_part all; /* trimmed */
	bool indented;
};

/* Takes the next line from *cursor; false at the end of the text. */
bool wc_line_next(const char **cursor, struct wc_line *ret_line);

bool wc_part_is(struct wc_part part, const char *text);
bool wc_part_starts(struct wc_part part, const char *text);
bool wc_part_ends(struct wc_part part, const char *text);

/* Takes the next blank-separated word from the front of `rest`; false where there is none. */
bool wc_word_next(struct wc_part *rest, struct wc_part *ret_word);

/* The decimal number that `part` is, or 0 where it is none or above WC_LIMIT_VERSION_PART. */
unsigned wc_part_number(struct wc_part part);

#endif
