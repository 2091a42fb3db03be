/* HCL: blocks, attributes and literal values as a tree. */
#include "format/hcl.h"

#include "base/text.h"
#include "base/utf8.h"
#include "format/hcl_scan.h"

#include <string.h>

static bool read_value(struct wc_hcl *h);

static bool
add_text(struct wc_hcl *h, const char *at, const char *text, size_t length)
{
	return wc_build_scalar(&h->build, WC_STRING, wc_hcl_place(h, at), text, length);
}

/* The key in front of a value that we make ourselves. */
static bool
add_key(struct wc_hcl *h, const char *key)
{
	return wc_build_key(&h->build, wc_hcl_place(h, h->at), key, strlen(key));
}

/* Four or eight hex digits behind \u or \U; a wrong escape stays as it is written. */
static const char *
decode_unicode(struct wc_text *out, const char *at, const char *end)
{
	unsigned long c = 0;
	int digits = at[1] == 'u' ? 4 : 8;
	if (end - at < digits + 2)
		return wc_text_add(out, at, 2), at + 2;
	for (int i = 0; i < digits; i++) {
		static const char hex[] = "0123456789abcdef";
		const char *digit = at[i + 2] ? strchr(hex, at[i + 2] | 0x20) : NULL;
		if (!digit)
			return wc_text_add(out, at, 2), at + 2;
		c = c * 16 + (unsigned long)(digit - hex);
	}
	char bytes[4];
	if (c > 0 && c < 0x110000 && (c < 0xd800 || c > 0xdfff))
		wc_text_add(out, bytes, wc_utf8_write(c, bytes));
	return at + digits + 2;
}

/* The text of a quoted string between `at` and `end`, without its quotes. */
static void
decode(struct wc_text *out, const char *at, const char *end)
{
	static const char from[] = "nrt\"\\", to[] = "\n\r\t\"\\";
	while (at < end) {
		const char *found = *at == '\\' && end - at > 1 ? strchr(from, at[1]) : NULL;
		if (found) {
			wc_text_add(out, &to[found - from], 1);
			at += 2;
		} else if (*at == '\\' && end - at > 1 && (at[1] == 'u' || at[1] == 'U')) {
			at = decode_unicode(out, at, end);
		} else {
			wc_text_add(out, at++, 1);
		}
	}
}

static bool
read_string(struct wc_hcl *h)
{
	struct wc_text out = {.arena = h->build.arena};
	const char *start = h->at, *behind = wc_hcl_string_end(start, h->end);
	if (!behind)
		return wc_hcl_fail(h, "this string does not end", "close it with a quote on the same line");
	decode(&out, start + 1, behind - 1);
	h->at = behind;
	return add_text(h, start, wc_text_string(&out), out.length);
}

/* <<EOF or <<-EOF: the lines up to the one that says EOF alone. */
static bool
read_heredoc(struct wc_hcl *h)
{
	const char *start = h->at, *line = memchr(start, '\n', (size_t)(h->end - start));
	h->at += 2;
	h->at += h->at < h->end && *h->at == '-';
	const char *mark = h->at;
	size_t length = wc_hcl_word(h);
	for (const char *at = line ? line + 1 : h->end, *next; length && at < h->end; at = next) {
		next = memchr(at, '\n', (size_t)(h->end - at));
		next = next ? next + 1 : h->end;
		const char *word = at;
		while (word < h->end && (*word == ' ' || *word == '\t'))
			word++;
		const char *behind = word + length;
		if (length <= (size_t)(h->end - word) && memcmp(word, mark, length) == 0 && (behind == h->end || strchr("\r\n", *behind))) {
			h->at = behind;
			return add_text(h, start, line + 1, (size_t)(at - line - 1));
		}
	}
	h->at = start;
	return wc_hcl_fail(h, "this heredoc does not end", "end it with a line that holds its mark alone");
}

/* A number, true, false, null; else an expression, whose text is kept as a template would have it. */
static bool
read_other(struct wc_hcl *h, const char *behind)
{
	struct wc_place place = wc_hcl_place(h, h->at);
	size_t length = (size_t)(behind - h->at);
	const char *text = wc_copy(h->build.arena, h->at, length);
	h->at = behind;
	if (strcmp(text, "null") == 0)
		return wc_build_scalar(&h->build, WC_NULL, place, NULL, 0);
	if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)
		return wc_build_scalar(&h->build, WC_BOOL, place, text, length);
	if (length && text[strspn(text, "0123456789.")] == '\0')
		return wc_build_scalar(&h->build, WC_NUMBER, place, text, length);
	const char *kept = wc_printf(h->build.arena, "${%s}", text);
	if (!wc_build_scalar(&h->build, WC_STRING, place, kept, strlen(kept)))
		return false;
	h->build.newest->tag = "expression";
	return true;
}

/* The key of an object: a word or a quoted string. */
static bool
read_object_key(struct wc_hcl *h)
{
	struct wc_text out = {.arena = h->build.arena};
	const char *start = h->at, *behind = *start == '"' ? wc_hcl_string_end(start, h->end) : start + wc_hcl_word(h);
	if (!behind || behind == start)
		return wc_hcl_fail(h, "a key should stand here", "write NAME = VALUE, or \"NAME\" = VALUE");
	if (*start == '"')
		decode(&out, start + 1, behind - 1);
	else
		wc_text_add(&out, start, (size_t)(behind - start));
	if (!wc_build_key(&h->build, wc_hcl_place(h, start), wc_text_string(&out), out.length))
		return false;
	h->at = behind;
	if (!wc_hcl_skip(h) || (*h->at != '=' && *h->at != ':'))
		return wc_hcl_fail(h, "= should stand here", "write NAME = VALUE");
	h->at++;
	return true;
}

/* [ … ] or { … }: the brackets fit, that was seen. */
static bool
read_group(struct wc_hcl *h, bool is_map)
{
	if (!wc_build_open(&h->build, is_map ? WC_MAP : WC_LIST, wc_hcl_place(h, h->at)))
		return false;
	h->at++;
	while (wc_hcl_skip(h) && *h->at != (is_map ? '}' : ']')) {
		const char *before = h->at;
		if ((is_map && !read_object_key(h)) || !read_value(h))
			return false;
		if (wc_hcl_skip(h) && *h->at == ',')
			h->at++;
		if (h->at == before)
			return wc_hcl_fail(h, "a value should stand here", "take this out");
	}
	if (h->at == h->end)
		return wc_hcl_fail(h, "the text ends inside a list or an object", "close it");
	h->at++;
	return wc_build_close(&h->build);
}

static bool
begins_for(const char *at, const char *end)
{
	at++;
	while (at < end && strchr(" \t\r\n", *at))
		at++;
	return end - at > 3 && memcmp(at, "for", 3) == 0 && strchr(" \t\r\n", at[3]);
}

/* A value: a literal where the whole expression is one. Calls itself by way of read_group, to WC_LIMIT_NESTING levels. */
static bool
read_value(struct wc_hcl *h)
{
	if (!wc_hcl_skip(h))
		return wc_hcl_fail(h, "the text ends where a value should stand", "give one");
	if (h->end - h->at > 2 && h->at[0] == '<' && h->at[1] == '<')
		return read_heredoc(h);
	const char *behind = wc_hcl_expression_end(h->at, h->end);
	if (!behind)
		return wc_hcl_fail(h, "the expression that begins here does not end", "close its quotes and brackets");
	if (behind == h->at)
		return wc_hcl_fail(h, "a value should stand here", "give one");
	if (*h->at == '"' && wc_hcl_string_end(h->at, h->end) == behind)
		return read_string(h);
	bool is_group = (*h->at == '[' || *h->at == '{') && wc_hcl_string_end(h->at, h->end) == behind;
	return is_group && !begins_for(h->at, h->end) ? read_group(h, *h->at == '{') : read_other(h, behind);
}

/* What stands in a block: attributes; blocks in it are passed over. Ends in front of the closing bracket. */
static bool
read_body(struct wc_hcl *h)
{
	while (wc_hcl_skip(h) && *h->at != '}') {
		const char *start = h->at;
		size_t length = wc_hcl_word(h);
		if (!length)
			return wc_hcl_fail(h, "a name should stand here", "write NAME = VALUE, or close the block");
		struct wc_place place = wc_hcl_place(h, start);
		h->at += length;
		if (wc_hcl_skip(h) && *h->at == '=') {
			h->at++;
			if (!wc_build_key(&h->build, place, start, length) || !read_value(h))
				return false;
			continue;
		}
		while (wc_hcl_skip(h) && *h->at == '"' && wc_hcl_string_end(h->at, h->end))
			h->at = wc_hcl_string_end(h->at, h->end);
		const char *behind = h->at < h->end && *h->at == '{' ? wc_hcl_string_end(h->at, h->end) : NULL;
		if (!behind)
			return wc_hcl_fail(h, "neither = nor a block stands behind the name", "write NAME = VALUE");
		h->at = behind;
	}
	return h->at < h->end || wc_hcl_fail(h, "the text ends inside a block", "close it with }");
}

/* Behind the type of a block: its labels and its body. */
static bool
read_block(struct wc_hcl *h)
{
	bool good = add_key(h, "labels") && wc_build_open(&h->build, WC_LIST, wc_hcl_place(h, h->at));
	while (good && wc_hcl_skip(h) && *h->at != '{') {
		const char *start = h->at;
		size_t length = wc_hcl_word(h);
		h->at += length;
		good = length ? add_text(h, start, start, length) : *start == '"' ? read_string(h)
		                                                  : wc_hcl_fail(h, "neither = nor a block stands behind the name", "write NAME = VALUE");
	}
	if (good && h->at == h->end)
		return wc_hcl_fail(h, "the text ends behind a name", "write NAME = VALUE, or NAME { … }");
	good = good && wc_build_close(&h->build) && add_key(h, "body") && wc_build_open(&h->build, WC_MAP, wc_hcl_place(h, h->at));
	h->at += good;
	good = good && read_body(h) && wc_build_close(&h->build);
	h->at += good;
	return good;
}

/* A block or an attribute at the top. */
static bool
read_item(struct wc_hcl *h)
{
	const char *start = h->at;
	size_t length = wc_hcl_word(h);
	if (!length)
		return wc_hcl_fail(h, "the name of a block or an attribute should stand here", "is this an HCL file?");
	if (!wc_build_open(&h->build, WC_MAP, wc_hcl_place(h, start)))
		return false;
	h->at += length;
	bool is_attribute = wc_hcl_skip(h) && *h->at == '=';
	if (!add_key(h, is_attribute ? "name" : "type") || !add_text(h, start, start, length))
		return false;
	h->at += is_attribute;
	return (is_attribute ? add_key(h, "value") && read_value(h) : read_block(h)) && wc_build_close(&h->build);
}

bool
wc_hcl_read(wc_arena *arena, const char *name, const char *text, size_t length, const struct wc_node **ret_list,
            struct wc_err *err)
{
	struct wc_hcl h;
	if (length > WC_LIMIT_HCL_BYTES) {
		wc_fail(err, WC_FAULT_INPUT, "%s is larger than %d MB", name, WC_LIMIT_HCL_BYTES >> 20);
		return wc_hint(err, "split it");
	}
	if (!wc_build_start(&h.build, arena, name, &text, &length, true, err))
		return false;
	h.text = h.at = h.placed_at = text;
	h.end = text + length;
	h.placed = (struct wc_place){1, 1};
	while (wc_hcl_skip(&h))
		if (!read_item(&h))
			return false;
	*ret_list = h.build.root;
	return true;
}
