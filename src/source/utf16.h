/* UTF-16 in pieces, as Windows PowerShell writes what is redirected to a file. */
#ifndef WC_SOURCE_UTF16_H
#define WC_SOURCE_UTF16_H

#include <stdbool.h>
#include <stddef.h>

/* Where a conversion stands. */
struct wc_utf16 {
	bool big_endian;
	unsigned high;      /* the first half of a pair that waits for its second, or 0 */
	int odd;            /* the first byte of a unit that waits for its second, or -1 */
};

/* Is this start of a text UTF-16, by its mark or because nearly every other byte is NUL? Then `ret_state` is ready to convert it. */
bool wc_utf16_looks(const char *bytes, size_t length, struct wc_utf16 *ret_state);

/*
 * Converts the next `length` bytes to UTF-8 at `ret_bytes`, which has room for 3 bytes for every 2 and 6 more; returns how many
 * were written. A lone half of a pair becomes U+FFFD, marks are left out.
 */
size_t wc_utf16_convert(struct wc_utf16 *state, const char *bytes, size_t length, char *ret_bytes);

/* What is left at the end of the text: U+FFFD for the first half of a pair. Writes up to 3 bytes, and returns how many. */
size_t wc_utf16_end(struct wc_utf16 *state, char *ret_bytes);

#endif
