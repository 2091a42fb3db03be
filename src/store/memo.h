/* wc_memo: byte strings that were met lately, each with a number and a digest; compared byte by byte, never by a hash alone. */
#ifndef WC_STORE_MEMO_H
#define WC_STORE_MEMO_H

#include "io/digest.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct wc_memo;

/* What is remembered of a string. `bytes` is a copy, NUL-terminated. */
struct wc_memo_item {
	const char *bytes;
	size_t length;
	int64_t number;
	uint8_t digest[WC_SHA256_BYTES];
};

/* What was met lately: at most `most` bytes, and about `slots` strings. Free it with wc_memo_free (NULL is allowed). */
struct wc_memo *wc_memo_new(size_t most, size_t slots);
void wc_memo_free(struct wc_memo *memo);

/*
 * The item for the `length` bytes of the kind `kind` (any number). *ret_is_new says that it was not there: then number and digest
 * are zero, and the caller fills them. It is valid until the next call; the copy of its bytes until the memo is emptied, which
 * happens by itself where it would hold more than `most` bytes.
 */
struct wc_memo_item *wc_memo_find(struct wc_memo *memo, unsigned kind, const char *bytes, size_t length, bool *ret_is_new);

/* Bytes that it holds, also those of strings that others took the place of. */
size_t wc_memo_bytes(const struct wc_memo *memo);

/* Forgets everything. */
void wc_memo_empty(struct wc_memo *memo);

#endif
