/* TOML: keys and values. */
#include "format/toml_read.h"

#include "base/text.h"
#include "base/utf8.h"

#include <string.h>

#define BARE "-_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

/* Four or eight hex digits; -1 where they are none, or no character. */
static long
unicode(const char *digits, size_t count)
{
	unsigned long c = 0;
	for (size_t i = 0; i < count; i++) {
		const char *hex = "0123456789abcdef0123456789ABCDEF", *p = digits[i] ? strchr(hex, digits[i]) : NULL;
		if (!p)
			return -1;
		c = c << 4 | (unsigned long)((p - hex) % 16);
	}
	return c == 0 || c > 0x10ffff || (c >= 0xd800 && c < 0xe000) ? -1 : (long)c;
}

/* One escape of a string in double quotes; t->at stands on the backslash. */
static bool
escape(struct wc_toml *t, struct wc_text *out)
{
	static const char names[] = "btnfr\"\\", meanings[] = "\b\t\n\f\r\"\\";
	char c = t->at + 1 < t->end ? t->at[1] : '\0', bytes[4];
	const char *plain = c ? strchr(names, c) : NULL;
	size_t digits = c == 'u' ? 4 : c == 'U' ? 8 : 0;
	if (plain) {
		wc_text_add(out, &meanings[plain - names], 1);
		t->at += 2;
		return true;
	}
	long code = digits && (size_t)(t->end - t->at) >= 2 + digits ? unicode(t->at + 2, digits) : -1;
	if (code < 0)
		return wc_toml_fail(t, t->at, "an escape that is none");
	wc_text_add(out, bytes, wc_utf8_write((unsigned long)code, bytes));
	t->at += 2 + digits;
	return true;
}

/* A string on one line; t->at stands on its quote. */
static bool
string(struct wc_toml *t, const char **ret_text, size_t *ret_length)
{
	struct wc_text out = {.arena = t->build.arena};
	const char *start = t->at;
	char quote = *t->at++;
	if (t->end - t->at >= 2 && t->at[0] == quote && t->at[1] == quote)
		return wc_toml_fail(t, start, "a string over several lines, which is not read here");
	while (t->at < t->end && *t->at != quote) {
		size_t length = wc_utf8_length(t->at, (size_t)(t->end - t->at));
		if (*t->at == '\\' && quote == '"') {
			if (!escape(t, &out))
				return false;
		} else if (length == 0 || ((unsigned char)*t->at < ' ' && *t->at != '\t') || *t->at == 127) {
			return wc_toml_fail(t, *t->at == '\n' ? start : t->at, *t->at == '\n' ? "a string that does not end on its line"
			                                                                     : "a byte that no string may hold");
		} else {
			wc_text_add(&out, t->at, length);
			t->at += length;
		}
	}
	if (t->at == t->end)
		return wc_toml_fail(t, start, "a string that does not end");
	t->at++;
	*ret_text = wc_text_string(&out);
	*ret_length = out.length;
	return true;
}

bool
wc_toml_key(struct wc_toml *t, const char **ret_key)
{
	size_t length;
	if (t->at < t->end && (*t->at == '"' || *t->at == '\''))
		return string(t, ret_key, &length);
	length = strspn(t->at, BARE);
	if (length == 0)
		return wc_toml_fail(t, t->at, "a key is expected here");
	*ret_key = wc_copy(t->build.arena, t->at, length);
	t->at += length;
	return true;
}

static bool
array(struct wc_toml *t, struct wc_toml_node *list)
{
	t->at++;
	for (wc_toml_skip(t, true); t->at < t->end && *t->at != ']'; wc_toml_skip(t, true)) {
		if (!wc_toml_value(t, list, NULL, t->at))
			return false;
		wc_toml_skip(t, true);
		if (t->at < t->end && *t->at == ',')
			t->at++;
		else if (t->at == t->end || *t->at != ']')
			return wc_toml_fail(t, t->at, "',' or ']' is expected here");
	}
	if (t->at == t->end)
		return wc_toml_fail(t, t->at, "an array that does not end");
	t->at++;
	return true;
}

static bool
inline_table(struct wc_toml *t, struct wc_toml_node *map)
{
	t->at++;
	wc_toml_skip(t, false);
	bool more = t->at < t->end && *t->at != '}';
	while (more) {
		if (!wc_toml_pair(t, map))
			return false;
		wc_toml_skip(t, false);
		more = t->at < t->end && *t->at == ',';
		t->at += more;
		wc_toml_skip(t, false);
	}
	if (t->at == t->end || *t->at != '}')
		return wc_toml_fail(t, t->at, "',' or '}' is expected here");
	t->at++;
	return true;
}

static bool
nested(struct wc_toml *t, struct wc_toml_node *node)
{
	if (++t->depth > WC_LIMIT_NESTING)
		return wc_toml_fail(t, t->at, "nested deeper than %d levels", WC_LIMIT_NESTING);
	bool is_fine = node->node.kind == WC_LIST ? array(t, node) : inline_table(t, node);
	node->is_closed = true;
	t->depth--;
	return is_fine;
}

/* true, false, and what begins like a number or a date. */
static bool
word(struct wc_toml *t, struct wc_toml_node *node)
{
	size_t length = strspn(t->at, BARE "+.:");
	const char *text = wc_copy(t->build.arena, t->at, length);
	bool is_bool = strcmp(text, "true") == 0 || strcmp(text, "false") == 0;
	if (!is_bool && (length == 0 || !strchr("+-0123456789in", *text)))
		return wc_toml_fail(t, t->at, "a value is expected here");
	node->node.kind = is_bool ? WC_BOOL : WC_NUMBER;
	node->node.text = text;
	node->node.length = length;
	t->at += length;
	return true;
}

bool
wc_toml_value(struct wc_toml *t, struct wc_toml_node *parent, const char *key, const char *at)
{
	char c = t->at < t->end ? *t->at : '\0';
	enum wc_node_kind kind = c == '[' ? WC_LIST : c == '{' ? WC_MAP : WC_STRING;
	struct wc_toml_node *node = wc_toml_add(t, parent, key, at, kind);
	if (!node)
		return false;
	if (c == '[' || c == '{')
		return nested(t, node);
	return c == '"' || c == '\'' ? string(t, &node->node.text, &node->node.length) : word(t, node);
}
