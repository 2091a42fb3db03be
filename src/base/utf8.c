/* UTF-8 by the table of well-formed byte sequences. */
#include "base/utf8.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static bool
between(unsigned char c, unsigned low, unsigned high)
{
	return low <= c && c <= high;
}

size_t
wc_utf8_length(const char *text, size_t left)
{
	const unsigned char *p = (const unsigned char *)text;
	if (left == 0)
		return 0;
	if (p[0] < 0x80)
		return 1;
	size_t length = between(p[0], 0xc2, 0xdf) ? 2 : between(p[0], 0xe0, 0xef) ? 3 : between(p[0], 0xf0, 0xf4) ? 4 : 0;
	if (length == 0 || left < length)
		return 0;
	unsigned low = p[0] == 0xe0 ? 0xa0 : p[0] == 0xf0 ? 0x90 : 0x80;
	unsigned high = p[0] == 0xed ? 0x9f : p[0] == 0xf4 ? 0x8f : 0xbf;
	if (!between(p[1], low, high))
		return 0;
	for (size_t i = 2; i < length; i++)
		if (!between(p[i], 0x80, 0xbf))
			return 0;
	return length;
}

size_t
wc_utf8_write(unsigned long c, char ret_bytes[4])
{
	static const unsigned char lead[] = {0, 0x00, 0xc0, 0xe0, 0xf0};
	size_t length = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	for (size_t i = length; i-- > 1; c >>= 6)
		ret_bytes[i] = (char)(0x80 | (c & 0x3f));
	ret_bytes[0] = (char)(lead[length] | c);
	return length;
}

/* Eight bytes that are all `c`. */
#define EIGHT(c) (UINT64_C(0x0101010101010101) * (c))

/* The highest bit of each byte of `word` that is 0, at least of the first one. */
static uint64_t
zeros(uint64_t word)
{
	return (word - EIGHT(1)) & ~word & EIGHT(0x80);
}

/* The highest bit of each byte that is not plain, at least of the first one: what a borrow or a carry adds lies behind it. */
static uint64_t
other(uint64_t word)
{
	uint64_t ends = (word | (word + EIGHT(1)) | ((word - EIGHT(' ')) & ~word)) & EIGHT(0x80);
	return ends | zeros(word ^ EIGHT('\\')) | zeros((word | EIGHT(1)) ^ EIGHT('#')); /* '"' is one below '#' */
}

/* Eight bytes, the first one lowest on every machine; written so that compilers see one load in it. */
static uint64_t
word_at(const unsigned char *p)
{
	return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 |
	       (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

static bool
is_plain(unsigned char c)
{
	return c >= ' ' && c < 0x7f && c != '"' && c != '\\' && c != '#';
}

/* Eight bytes at a time: a third of the time of reading JSON would go into looking at each of them. */
size_t
wc_plain_length(const char *text, size_t length)
{
	const unsigned char *p = (const unsigned char *)text;
	size_t at = 0;
	for (; length - at >= 8; at += 8) {
		uint64_t found = other(word_at(p + at));
		if (found)
			return at + (size_t)__builtin_ctzll(found) / 8;
	}
	while (at < length && is_plain(p[at]))
		at++;
	return at;
}

const char *
wc_show(char buffer[WC_SHOWN], const char *text, size_t length)
{
	size_t used = 0, at = 0;
	while (at < length) {
		size_t n = wc_utf8_length(text + at, length - at);
		bool plain = n > 1 || (n == 1 && text[at] >= ' ' && text[at] != 0x7f);
		n += n == 0;
		if (used + n > WC_SHOWN - 4)
			break;
		if (plain)
			memcpy(buffer + used, text + at, n);
		else
			buffer[used] = '?';
		used += plain ? n : 1;
		at += n;
	}
	strcpy(buffer + used, at < length ? "..." : "");
	return buffer;
}
