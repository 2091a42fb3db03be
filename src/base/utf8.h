/* UTF-8: is it well-formed, and text from outside made fit for one line of a message. */
#ifndef WC_BASE_UTF8_H
#define WC_BASE_UTF8_H

#include <stddef.h>

/*
 * Bytes of the well-formed UTF-8 character at `text` (1 to 4), or 0 where there is none in the `left` bytes: no overlong
 * form, no surrogate, nothing above U+10FFFF (Unicode 15, table 3-7).
 */
size_t wc_utf8_length(const char *text, size_t left);

/* Writes the code point `c` (at most U+10FFFF) as UTF-8; returns its bytes, 1 to 4. */
size_t wc_utf8_write(unsigned long c, char ret_bytes[4]);

/*
 * How many bytes at the beginning of `text`, of at most `length`, are plain in JSON: ASCII, but no control character, quote, backslash or
 * "#" (which a writer may have to look at).
 */
size_t wc_plain_length(const char *text, size_t length);

enum { WC_SHOWN = 64 };

/*
 * A copy of at most WC_SHOWN - 4 bytes of `text` for a message: control characters and malformed UTF-8 become "?", a cut
 * ends in "...". Returns `buffer`.
 */
const char *wc_show(char buffer[WC_SHOWN], const char *text, size_t length);

#endif
