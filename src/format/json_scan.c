/* wc_json_scan: white space, strings with their escapes, numbers. */
#include "format/json_scan.h"

#include "base/utf8.h"

#include <string.h>

static bool
skip_white(struct wc_json_scan *scan)
{
	for (; scan->at < scan->end; scan->at++) {
		if (*scan->at == '\n') {
			scan->line++;
			scan->line_start = scan->at + 1;
			scan->continuation = 0;
		} else if (*scan->at != ' ' && *scan->at != '\t' && *scan->at != '\r') {
			return true;
		}
	}
	return false;
}

/* Goes past the comment that begins here; false where none does. One that nobody closes goes to the end of the text. */
static bool
skip_comment(struct wc_json_scan *scan)
{
	if (scan->end - scan->at < 2 || scan->at[0] != '/' || (scan->at[1] != '/' && scan->at[1] != '*'))
		return false;
	bool is_line = scan->at[1] == '/';
	for (scan->at += 2; scan->at < scan->end; scan->at++) {
		if (*scan->at == '\n' && is_line)
			return true;
		if (!is_line && *scan->at == '*' && scan->end - scan->at > 1 && scan->at[1] == '/')
			return scan->at += 2, true;
		scan->continuation += (*scan->at & 0xc0) == 0x80;
		if (*scan->at == '\n') {
			scan->line++;
			scan->line_start = scan->at + 1;
			scan->continuation = 0;
		}
	}
	return true;
}

bool
wc_json_skip_space(struct wc_json_scan *scan)
{
	bool more = skip_white(scan);
	while (more && scan->commented && skip_comment(scan))
		more = skip_white(scan);
	return more;
}

static bool
fail(struct wc_json_scan *scan, const char *what, const char *hint)
{
	wc_build_fail(scan->build, wc_json_place(scan), "not JSON: %s", what);
	return wc_hint(scan->build->err, "%s", hint);
}

/* Goes over what may stand in a string as it is: nearly all of nearly every string. */
static void
skip_ascii(struct wc_json_scan *scan)
{
	scan->at += wc_plain_length(scan->at, (size_t)(scan->end - scan->at));
}

/* Goes over the plain characters of a string, up to a quote or a backslash. */
static bool
skip_plain(struct wc_json_scan *scan)
{
	for (skip_ascii(scan); scan->at < scan->end && *scan->at != '"' && *scan->at != '\\'; skip_ascii(scan)) {
		size_t n = wc_utf8_length(scan->at, (size_t)(scan->end - scan->at));
		if (n == 0)
			return fail(scan, "these bytes are no UTF-8", "save the text as UTF-8");
		if ((unsigned char)*scan->at < ' ')
			return fail(scan, "a control character or line break inside a string",
			            "write it as \\n, \\t or \\u00XX; or is a closing quote missing before?");
		scan->at += n;
		scan->continuation += n - 1;
	}
	return scan->at < scan->end || fail(scan, "the text ends inside a string", "the file is cut short: get it again");
}

/* Four hex digits at `p`, or -1. */
static long
hex4(const char *p, const char *end)
{
	long value = 0;
	if (end - p < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		static const char digits[] = "0123456789abcdefABCDEF";
		const char *digit = p[i] ? strchr(digits, p[i]) : NULL;
		if (!digit)
			return -1;
		value = value * 16 + (digit - digits < 16 ? digit - digits : digit - digits - 6);
	}
	return value;
}

/* The code point of the \u escape here, which may be a pair; at the backslash. */
static bool
decode_unicode(struct wc_json_scan *scan)
{
	long c = hex4(scan->at + 2, scan->end), low;
	if (c < 0)
		return fail(scan, "\\u needs four hex digits", "correct the escape");
	size_t length = 6;
	if (c >= 0xd800 && c < 0xdc00 && scan->end - scan->at >= 12 && memcmp(scan->at + 6, "\\u", 2) == 0 &&
	    (low = hex4(scan->at + 8, scan->end)) >= 0xdc00 && low < 0xe000) {
		c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
		length = 12;
	}
	if (c >= 0xd800 && c < 0xe000)
		return fail(scan, "half of a surrogate pair stands alone", "correct the escape: it is no character");
	char bytes[4];
	wc_text_add(&scan->decoded, bytes, wc_utf8_write((unsigned long)c, bytes));
	scan->at += length;
	return true;
}

static bool
decode_escape(struct wc_json_scan *scan)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	if (scan->end - scan->at < 2)
		return fail(scan, "the text ends inside a string", "the file is cut short: get it again");
	if (scan->at[1] == 'u')
		return decode_unicode(scan);
	const char *found = strchr(from, scan->at[1]);
	if (!found)
		return fail(scan, "an unknown escape in a string", "write a backslash as \\\\ (Windows paths need it)");
	wc_text_add(&scan->decoded, &to[found - from], 1);
	scan->at += 2;
	return true;
}

/* The rest of a string that began at `start`, from its first escape on. */
static bool
decode(struct wc_json_scan *scan, const char *start)
{
	scan->decoded.length = 0;
	wc_text_add(&scan->decoded, start, (size_t)(scan->at - start));
	while (*scan->at == '\\') {
		if (!decode_escape(scan))
			return false;
		start = scan->at;
		if (!skip_plain(scan))
			return false;
		wc_text_add(&scan->decoded, start, (size_t)(scan->at - start));
	}
	return true;
}

bool
wc_json_scan_string(struct wc_json_scan *scan, const char **ret_text, size_t *ret_length)
{
	const char *start = scan->at + 1, *end = start + wc_plain_length(start, (size_t)(scan->end - start));
	struct wc_place place = wc_json_place(scan);
	scan->at = end;
	*ret_text = start;
	if ((end == scan->end || *end != '"') && !skip_plain(scan))
		return false;
	*ret_length = (size_t)(scan->at - start);
	if (*scan->at == '"')
		return scan->at++, true;
	if (!decode(scan, start))
		return false;
	scan->at++;
	*ret_text = scan->decoded.bytes;
	*ret_length = scan->decoded.length;
	return !memchr(*ret_text, '\0', *ret_length) || wc_build_refuse_nul(scan->build, place);
}

static bool
is_digit(const char *p, const char *end)
{
	return p < end && *p >= '0' && *p <= '9';
}

static const char *
skip_digits(const char *p, const char *end)
{
	while (is_digit(p, end))
		p++;
	return p;
}

static bool
is_word(const char *p, const char *end)
{
	return p < end && (is_digit(p, end) || (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || strchr("_.+-", *p));
}

bool
wc_json_scan_number(struct wc_json_scan *scan, const char **ret_text, size_t *ret_length)
{
	const char *p = scan->at, *end = scan->end;
	p += *p == '-';
	bool good = is_digit(p, end);
	p = good && *p == '0' ? p + 1 : skip_digits(p, end);
	if (p < end && *p == '.') {
		good = good && is_digit(p + 1, end);
		p = skip_digits(p + 1, end);
	}
	if (p < end && (*p == 'e' || *p == 'E')) {
		p++;
		p += p < end && (*p == '+' || *p == '-');
		good = good && is_digit(p, end);
		p = skip_digits(p, end);
	}
	if (!good || is_word(p, end))
		return fail(scan, "this is no number", "a version or a date needs quotes; a number has no leading zeros");
	*ret_text = scan->at;
	*ret_length = (size_t)(p - scan->at);
	scan->at = p;
	return true;
}

bool
wc_json_scan_word(struct wc_json_scan *scan, const char *word)
{
	size_t length = strlen(word);
	if ((size_t)(scan->end - scan->at) < length || memcmp(scan->at, word, length) != 0)
		return false;
	if (is_word(scan->at + length, scan->end))
		return false;
	scan->at += length;
	return true;
}
