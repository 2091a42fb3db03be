/* Splitting: no value is looked at, only where it begins and ends. */
#include "source/watch/split.h"

#include "base/limits.h"

#include <string.h>

static bool
too_large(struct wc_err *err)
{
	return wc_fail(err, WC_FAULT_UNREACHABLE, "it sends an object of more than %d MiB", WC_LIMIT_EVENT_BYTES / (1024 * 1024));
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static size_t
without_blanks(const struct wc_text *text, size_t length)
{
	while (length && is_blank(text->bytes[length - 1]))
		length--;
	return length;
}

/* Does the head end with the key "items" and its colon? */
static bool
names_items(const struct wc_text *head)
{
	static const char key[] = "\"items\"";
	size_t length = without_blanks(head, head->length);
	if (!length || head->bytes[length - 1] != ':')
		return false;
	length = without_blanks(head, length - 1);
	return length >= sizeof(key) - 1 && memcmp(head->bytes + length - (sizeof(key) - 1), key, sizeof(key) - 1) == 0;
}

/* Goes over one byte; true where an object ends with it. `c` belongs to an object where *ret_inside is set. */
static bool
step(struct wc_split *s, char c, bool *ret_inside)
{
	bool opens = !s->in_string && (c == '{' || c == '['), closes = !s->in_string && s->depth && (c == '}' || c == ']');
	if (opens && s->depth == 1 && c == '[' && names_items(&s->head))
		s->in_items = true;
	s->depth += opens;
	*ret_inside = s->in_items && s->depth > 2;
	s->depth -= closes;
	if (s->in_string)
		s->in_string = s->is_escaped || c != '"';
	else
		s->in_string = c == '"';
	s->is_escaped = s->in_string && !s->is_escaped && c == '\\';
	bool is_end = closes && *ret_inside && s->depth == 2;
	s->in_items = s->in_items && s->depth > 1;
	return is_end;
}

/* Where a byte of a list belongs. */
static struct wc_text *
place_of(struct wc_split *s, char c, bool was_in_items, bool is_inside)
{
	bool is_between = was_in_items && s->in_items && !is_inside && !s->in_string && (c == ',' || is_blank(c));
	return is_inside ? &s->now : is_between ? NULL : &s->head;
}

static bool
keep(struct wc_split *s, struct wc_text *place, const char *bytes, size_t length, struct wc_err *err)
{
	if (place)
		wc_text_add(place, bytes, length);
	if (s->now.length > WC_LIMIT_EVENT_BYTES)
		return too_large(err);
	return s->head.length <= WC_LIMIT_LIST_HEAD_BYTES || wc_fail(err, WC_FAULT_UNREACHABLE, "what it sends is no list of Kubernetes");
}

/* Bytes that belong to the same place are added in one go. */
bool
wc_split_list(struct wc_split *s, const char *bytes, size_t length, struct wc_err *err)
{
	size_t from = 0;
	struct wc_text *place = NULL;
	for (size_t i = 0; i < length; i++) {
		if (bytes[i] == '[' && place == &s->head) { /* what stands before it says what it holds */
			wc_text_add(place, bytes + from, i - from);
			from = i;
		}
		bool is_inside, was_in_items = s->in_items, is_end = step(s, bytes[i], &is_inside);
		struct wc_text *next = place_of(s, bytes[i], was_in_items, is_inside);
		if (next != place && !keep(s, place, bytes + from, i - from, err))
			return false;
		from = next != place ? i : from;
		place = next;
		if (!is_end)
			continue;
		if (!keep(s, place, bytes + from, i + 1 - from, err) || !s->piece(s->context, s->now.bytes, s->now.length, err))
			return false;
		s->now.length = 0;
		from = i + 1;
		place = NULL;
	}
	return keep(s, place, bytes + from, length - from, err);
}

bool
wc_split_lines(struct wc_split *s, const char *bytes, size_t length, struct wc_err *err)
{
	while (length) {
		const char *end = memchr(bytes, '\n', length);
		size_t part = end ? (size_t)(end - bytes) : length;
		if (part > WC_LIMIT_EVENT_BYTES - s->now.length)
			return too_large(err);
		wc_text_add(&s->now, bytes, part);
		bytes += part + (end != NULL);
		length -= part + (end != NULL);
		if (!end)
			return true;
		if (without_blanks(&s->now, s->now.length) && !s->piece(s->context, s->now.bytes, s->now.length, err))
			return false;
		s->now.length = 0;
	}
	return true;
}
