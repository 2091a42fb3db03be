/* UTF-16 in pieces: units may be split between them, and so may surrogate pairs. */
#include "source/utf16.h"

#include "base/utf8.h"

enum { MARK = 0xfeff, REPLACEMENT = 0xfffd, LOOKED_AT = 4096, FEWEST = 8 };

/* How many of the bytes at odd (`first` 1) or even (0) places are NUL. */
static size_t
nuls(const char *bytes, size_t length, size_t first)
{
	size_t n = 0;
	for (size_t i = first; i < length; i += 2)
		n += bytes[i] == '\0';
	return n;
}

bool
wc_utf16_looks(const char *bytes, size_t length, struct wc_utf16 *ret_state)
{
	const unsigned char *u = (const unsigned char *)bytes;
	size_t seen = length < LOOKED_AT ? length : LOOKED_AT, even = nuls(bytes, seen, 0), odd = nuls(bytes, seen, 1);
	bool little = length >= 2 && u[0] == 0xff && u[1] == 0xfe, big = length >= 2 && u[0] == 0xfe && u[1] == 0xff;
	if (!little && !big && seen >= FEWEST) { /* plain text of Latin letters: three quarters of one half are NUL, none of the other */
		little = odd * 8 >= seen * 3 && even == 0;
		big = even * 8 >= seen * 3 && odd == 0;
	}
	*ret_state = (struct wc_utf16){.big_endian = big, .odd = -1};
	return little || big;
}

static size_t
put(struct wc_utf16 *state, unsigned unit, char *out)
{
	bool is_low = unit >= 0xdc00 && unit <= 0xdfff, is_high = unit >= 0xd800 && unit <= 0xdbff;
	size_t n = 0;
	if (state->high && is_low) {
		n = wc_utf8_write(0x10000 + ((state->high - 0xd800UL) << 10) + (unit - 0xdc00UL), out);
		state->high = 0;
		return n;
	}
	if (state->high)
		n = wc_utf8_write(REPLACEMENT, out);
	state->high = is_high ? unit : 0;
	if (is_high || unit == MARK)
		return n;
	return n + wc_utf8_write(is_low ? REPLACEMENT : unit, out + n);
}

size_t
wc_utf16_convert(struct wc_utf16 *state, const char *bytes, size_t length, char *ret_bytes)
{
	size_t n = 0;
	for (size_t i = 0; i < length; i++) {
		unsigned byte = (unsigned char)bytes[i];
		if (state->odd < 0) {
			state->odd = (int)byte;
			continue;
		}
		unsigned first = (unsigned)state->odd;
		state->odd = -1;
		n += put(state, state->big_endian ? first << 8 | byte : byte << 8 | first, ret_bytes + n);
	}
	return n;
}

size_t
wc_utf16_end(struct wc_utf16 *state, char *ret_bytes)
{
	size_t n = state->high ? wc_utf8_write(REPLACEMENT, ret_bytes) : 0;
	state->high = 0;
	return n;
}
