/* Text that Windows tools print: to UTF-8, and to lines and words. */
#include "source/host/text.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "io/code_page.h"
#include "source/utf16.h"

#include <ctype.h>
#include <string.h>

static bool
is_utf8(const char *bytes, size_t length)
{
	for (size_t at = 0, n; at < length; at += n) {
		n = wc_utf8_length(bytes + at, length - at);
		if (n == 0)
			return false;
	}
	return true;
}

static const char *
from_utf16(wc_arena *arena, const char *bytes, size_t length, bool big, size_t *ret_length)
{
	struct wc_utf16 state = {.big_endian = big, .odd = -1};
	char *text = wc_alloc(arena, length / 2 * 3 + 10);
	*ret_length = wc_utf16_convert(&state, bytes, length, text);
	*ret_length += wc_utf16_end(&state, text + *ret_length);
	return text;
}

/* How often the first bytes have a NUL in second place: text of ASCII in UTF-16 without a mark. */
static bool
looks_like_utf16(const unsigned char *p, size_t length)
{
	return length >= 4 && length % 2 == 0 && p[0] != 0 && p[1] == 0 && p[2] != 0 && p[3] == 0;
}

static bool
not_text(const char *name, struct wc_err *err)
{
	wc_fail(err, WC_FAULT_INPUT, "%s: it is no text", name);
	return wc_hint(err, "give the text that the command printed, as UTF-8, UTF-16 or code page 932");
}

bool
wc_text_decode(wc_arena *arena, const char *name, const char *bytes, size_t length, const char **ret_text,
               size_t *ret_length, struct wc_err *err)
{
	const unsigned char *p = (const unsigned char *)bytes;
	const char *text = bytes;
	size_t n = length;
	if (length >= 2 && ((p[0] == 0xff && p[1] == 0xfe) || (p[0] == 0xfe && p[1] == 0xff))) {
		text = from_utf16(arena, bytes + 2, length - 2, p[0] == 0xfe, &n);
	} else if (looks_like_utf16(p, length)) {
		text = from_utf16(arena, bytes, length, false, &n);
	} else if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
		text += 3;
		n -= 3;
	}
	size_t blanks = strspn(text, " \t\r\n");
	bool json = text[blanks] == '{' || text[blanks] == '['; /* its reader says more about a wrong byte */
	if (!json && memchr(text, '\0', n))
		return not_text(name, err);
	if (!json && !is_utf8(text, n)) {
		const char *raw = text;
		size_t raw_length = n;
		text = wc_code_page_decode(arena, WC_CODE_PAGE_JAPANESE, raw, raw_length, &n);
		if (!text)
			text = wc_code_page_decode(arena, WC_CODE_PAGE_LATIN, raw, raw_length, &n);
		if (!text)
			return not_text(name, err);
	}
	*ret_text = text;
	*ret_length = n;
	return true;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static struct wc_part
trimmed(const char *at, const char *end)
{
	while (at < end && is_blank(*at))
		at++;
	while (at < end && is_blank(end[-1]))
		end--;
	return (struct wc_part){at, (size_t)(end - at)};
}

bool
wc_line_next(const char **cursor, struct wc_line *ret_line)
{
	const char *at = *cursor;
	if (*at == '\0')
		return false;
	const char *end = at + strcspn(at, "\n");
	const char *colon = memchr(at, ':', (size_t)(end - at));
	ret_line->indented = is_blank(*at);
	ret_line->all = trimmed(at, end);
	ret_line->key = colon ? trimmed(at, colon) : (struct wc_part){at, 0};
	ret_line->value = trimmed(colon ? colon + 1 : at, end);
	*cursor = *end ? end + 1 : end;
	return true;
}

bool
wc_part_is(struct wc_part part, const char *text)
{
	return part.length == strlen(text) && memcmp(part.at, text, part.length) == 0;
}

bool
wc_part_starts(struct wc_part part, const char *text)
{
	size_t n = strlen(text);
	return part.length >= n && memcmp(part.at, text, n) == 0;
}

bool
wc_part_ends(struct wc_part part, const char *text)
{
	size_t n = strlen(text);
	return part.length >= n && memcmp(part.at + part.length - n, text, n) == 0;
}

bool
wc_word_next(struct wc_part *rest, struct wc_part *ret_word)
{
	const char *at = rest->at, *end = at + rest->length, *stop;
	while (at < end && is_blank(*at))
		at++;
	for (stop = at; stop < end && !is_blank(*stop);)
		stop++;
	*ret_word = (struct wc_part){at, (size_t)(stop - at)};
	*rest = (struct wc_part){stop, (size_t)(end - stop)};
	return stop > at;
}

unsigned
wc_part_number(struct wc_part part)
{
	unsigned value = 0;
	for (size_t i = 0; i < part.length; i++) {
		if (!isdigit((unsigned char)part.at[i]))
			return 0;
		value = value * 10 + (unsigned)(part.at[i] - '0');
		if (value > WC_LIMIT_VERSION_PART)
			return 0;
	}
	return value;
}
