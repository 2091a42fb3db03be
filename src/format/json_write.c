/* wc_json_out: commas, indents and escapes. */
#include "format/json_write.h"

#include "base/utf8.h"
#include "format/tree.h"

#include <assert.h>
#include <string.h>

enum { MOST_LEVELS = 63 };

static void
break_line(struct wc_json_out *out)
{
	if (!out->pretty)
		return;
	wc_text_add(out->text, "\n", 1);
	for (unsigned i = 0; i < out->depth; i++)
		wc_text_add(out->text, "  ", 2);
}

/* The escape of `c`, or NULL where it stands for itself. */
static const char *
escape(unsigned char c, char buffer[8])
{
	static const char short_form[] = "\bb\tt\nn\ff\rr\"\"\\\\";
	for (const char *p = short_form; *p; p += 2)
		if ((unsigned char)*p == c)
			return buffer[0] = '\\', buffer[1] = p[1], buffer[2] = '\0', buffer;
	if (c >= ' ' && c != 0x7f)
		return NULL;
	static const char hex[] = "0123456789abcdef";
	memcpy(buffer, "\\u00", 4);
	buffer[4] = hex[c >> 4];
	buffer[5] = hex[c & 15];
	buffer[6] = '\0';
	return buffer;
}

/* Agents of Azure and GitHub take "##vso[…]" and "##[…]" for a command wherever it stands in a log: also in JSON. */
static const char *
escape_at(const char *bytes, size_t at, char buffer[8])
{
	if (at > 0 && bytes[at] == '#' && bytes[at - 1] == '#')
		return "\\u0023";
	return escape((unsigned char)bytes[at], buffer);
}

/* A string of plain bytes, as nearly all are, in one piece. */
static void
quoted_plain(struct wc_text *text, const char *bytes, size_t length)
{
	char *to = wc_text_extend(text, length + 2);
	to[0] = to[length + 1] = '"';
	if (length)
		memcpy(to + 1, bytes, length);
}

static void
quoted(struct wc_text *text, const char *bytes, size_t length)
{
	size_t done = 0, at = wc_plain_length(bytes, length);
	if (at == length) {
		quoted_plain(text, bytes, length);
		return;
	}
	wc_text_add(text, "\"", 1);
	while (at < length) {
		char buffer[8];
		size_t n = wc_utf8_length(bytes + at, length - at);
		const char *instead = n == 0 ? "\xef\xbf\xbd" : n == 1 ? escape_at(bytes, at, buffer) : NULL;
		n += n == 0;
		if (instead) {
			wc_text_add(text, bytes + done, at - done);
			wc_text_addz(text, instead);
			done = at + n;
		}
		at += n;
		at += wc_plain_length(bytes + at, length - at);
	}
	wc_text_add(text, bytes + done, at - done);
	wc_text_add(text, "\"", 1);
}

/* ,"key": on one line, in one piece. */
static void
place_plain(struct wc_json_out *out, const char *key, size_t length)
{
	bool is_next = out->filled && out->depth;
	char *to = wc_text_extend(out->text, length + 3 + is_next);
	if (is_next)
		*to++ = ',';
	*to = '"';
	memcpy(to + 1, key, length);
	memcpy(to + 1 + length, "\":", 2);
	out->filled = true;
}

/* What stands in front of a value: the comma, the indent, the key. */
static struct wc_text *
place(struct wc_json_out *out, const char *key)
{
	size_t length = key ? strlen(key) : 0;
	if (length && !out->pretty && wc_plain_length(key, length) == length)
		return place_plain(out, key, length), out->text;
	if (out->filled && out->depth)
		wc_text_add(out->text, ",", 1);
	if (out->depth)
		break_line(out);
	if (key) {
		quoted(out->text, key, length);
		wc_text_addz(out->text, out->pretty ? ": " : ":");
	}
	out->filled = true;
	return out->text;
}

static void
open_level(struct wc_json_out *out, const char *key, bool list)
{
	assert(out->depth < MOST_LEVELS);
	wc_text_add(place(out, key), list ? "[" : "{", 1);
	out->depth++;
	out->lists = (out->lists & ~(UINT64_C(1) << out->depth)) | (uint64_t)list << out->depth;
	out->filled = false;
}

void
wc_json_map(struct wc_json_out *out, const char *key)
{
	open_level(out, key, false);
}

void
wc_json_list(struct wc_json_out *out, const char *key)
{
	open_level(out, key, true);
}

void
wc_json_end(struct wc_json_out *out)
{
	assert(out->depth > 0);
	bool list = out->lists >> out->depth & 1;
	out->depth--;
	if (out->filled)
		break_line(out);
	wc_text_add(out->text, list ? "]" : "}", 1);
	out->filled = out->depth > 0;
}

void
wc_json_bytes(struct wc_json_out *out, const char *key, const char *value, size_t length)
{
	quoted(place(out, key), value, length);
}

void
wc_json_text(struct wc_json_out *out, const char *key, const char *value)
{
	if (value)
		wc_json_bytes(out, key, value, strlen(value));
	else
		wc_json_null(out, key);
}

void
wc_json_number(struct wc_json_out *out, const char *key, int64_t value)
{
	char digits[24], *first = digits + sizeof(digits);
	uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	do
		*--first = (char)('0' + left % 10);
	while (left /= 10);
	if (value < 0)
		*--first = '-';
	wc_text_add(place(out, key), first, (size_t)(digits + sizeof(digits) - first));
}

void
wc_json_bool(struct wc_json_out *out, const char *key, bool value)
{
	wc_text_addz(place(out, key), value ? "true" : "false");
}

void
wc_json_null(struct wc_json_out *out, const char *key)
{
	wc_text_addz(place(out, key), "null");
}

static bool
is_json(const char *text, size_t length)
{
	const struct wc_node *root;
	wc_arena *arena = wc_arena_new();
	bool is = wc_json_read(arena, "", text, length, &root, NULL);
	wc_arena_free(arena);
	return is;
}

/* A line break in JSON is white space: inside a string it is an escape. */
void
wc_json_raw(struct wc_json_out *out, const char *key, const char *json)
{
	size_t length = json ? strlen(json) : 0;
	if (!json || !is_json(json, length)) {
		wc_json_text(out, key, json);
		return;
	}
	struct wc_text *text = place(out, key);
	for (const char *end = json + length; json < end; json++) {
		size_t n = strcspn(json, "\r\n");
		wc_text_add(text, json, n);
		json += n;
		if (json < end)
			wc_text_add(text, " ", 1);
	}
}

void
wc_json_texts(struct wc_json_out *out, const char *key, const char *const *values, size_t count)
{
	wc_json_list(out, key);
	for (size_t i = 0; i < count; i++)
		wc_json_text(out, NULL, values[i]);
	wc_json_end(out);
}
