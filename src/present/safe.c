/* Text from outside made fit for a terminal and a CI's log: what could drive one is written as an escape. */
#include "present/safe.h"

#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

/* The code point of the well-formed UTF-8 character of `length` bytes at `text`. */
static unsigned long
code_point(const char *text, size_t length)
{
	static const unsigned char first_bits[5] = {0, 0x7f, 0x1f, 0x0f, 0x07};
	unsigned long c = (unsigned char)text[0] & first_bits[length];
	for (size_t i = 1; i < length; i++)
		c = c << 6 | ((unsigned char)text[i] & 0x3f);
	return c;
}

/* C0, DEL, C1, and the characters that reorder, hide or break a line (Unicode: bidi controls, zero widths, separators). */
static bool
drives_terminal(unsigned long c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x61c || (c >= 0x200b && c <= 0x200f) ||
	       (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff;
}

/*
 * Is the character at `at` the second one of what begins a command in a CI's log? "##[…]" and "##vso[…]" are found anywhere
 * in a line (actions/runner and azure-pipelines-agent), "::…::" at its start (actions/runner ActionCommand.cs).
 */
static bool
begins_command(const char *text, const char *at)
{
	if (at == text || at[-1] != *at)
		return false;
	return *at == '#' || (*at == ':' && strspn(text, " ") == (size_t)(at - 1 - text));
}

void
wc_add_safe(struct wc_text *out, const char *text)
{
	const char *start = text;
	size_t left = text ? strlen(text) : 0;
	while (left > 0) {
		size_t length = wc_utf8_length(text, left);
		unsigned long c = length ? code_point(text, length) : (unsigned char)*text;
		if (length && !drives_terminal(c) && !begins_command(start, text))
			wc_text_add(out, text, length);
		else if (c < 0x100)
			wc_text_printf(out, "\\x%02lx", c);
		else
			wc_text_printf(out, "\\u%04lx", c);
		text += length ? length : 1;
		left -= length ? length : 1;
	}
}

static size_t
count_columns(const char *text, size_t length)
{
	size_t columns = 0;
	for (size_t i = 0; i < length; i++)
		columns += ((unsigned char)text[i] & 0xc0) != 0x80;
	return columns;
}

size_t
wc_columns(wc_arena *arena, const char *text)
{
	struct wc_text safe = {.arena = arena};
	wc_add_safe(&safe, text);
	return count_columns(wc_text_string(&safe), safe.length);
}

void
wc_add_cell(struct wc_text *out, const char *text, size_t width)
{
	size_t start = out->length;
	wc_add_safe(out, text);
	size_t columns = out->length > start ? count_columns(out->bytes + start, out->length - start) : 0;
	for (; columns < width; columns++)
		wc_text_addz(out, " ");
}

void
wc_end_line(struct wc_text *out)
{
	while (out->length && out->bytes[out->length - 1] == ' ')
		out->length--;
	wc_text_addz(out, "\n");
}
