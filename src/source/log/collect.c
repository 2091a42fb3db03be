/* Collecting: details in the form that commands and answers use, and each finding once. */
#include "source/log/collect.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* What every version of Windows with containers begins with; some texts print the build alone. */
#define WINDOWS "10.0."

enum { BEFORE = 60, EXCERPT = 300 };

/* The details of one hit, as text; "" where there is none. */
struct details {
	char text[WC_DETAILS][WC_LIMIT_DETAIL];
};

static bool
is_version(unsigned detail)
{
	return detail == WC_DETAIL_HOST_VERSION || detail == WC_DETAIL_IMAGE_VERSION;
}

static bool
is_word(unsigned detail)
{
	return detail == WC_DETAIL_CODE || detail == WC_DETAIL_OS || detail == WC_DETAIL_ARCHITECTURE;
}

/* Lower case for what is one whatever its case, and no sentence's full stop behind a reference. */
static void
tidy(char *text, unsigned detail)
{
	size_t length = strlen(text);
	for (char *p = text; is_word(detail) && *p; p++)
		*p = (char)(*p >= 'A' && *p <= 'Z' ? *p + ('a' - 'A') : *p);
	while (detail == WC_DETAIL_IMAGE && length && strchr(".:@/-", text[length - 1]))
		text[--length] = '\0';
}

static void
read_detail(const struct wc_hit *hit, unsigned detail, char text[WC_LIMIT_DETAIL])
{
	struct wc_slice s = hit->detail[detail];
	text[0] = '\0';
	if (s.start == SIZE_MAX || s.length + sizeof(WINDOWS) > WC_LIMIT_DETAIL)
		return;
	bool bare = is_version(detail) && s.length >= 5 && !memchr(hit->text + s.start, '.', 5);
	snprintf(text, WC_LIMIT_DETAIL, "%s%.*s", bare ? WINDOWS : "", (int)s.length, hit->text + s.start);
	tidy(text, detail);
}

static void
add_context(wc_arena *arena, struct wc_values *values, const char *text)
{
	for (size_t i = 0; i < values->count; i++)
		if (strcmp(values->item[i], text) == 0)
			return;
	if (values->count == WC_MOST_CONTEXT)
		values->more = true;
	else
		values->item[values->count++] = wc_copyz(arena, text);
}

static void
read_details(wc_arena *arena, struct wc_error_matches *all, const struct wc_hit *hit, struct details *ret_details)
{
	for (unsigned i = 0; i < WC_DETAILS; i++) {
		read_detail(hit, i, ret_details->text[i]);
		if (*ret_details->text[i])
			add_context(arena, &all->context[i], ret_details->text[i]);
	}
}

static bool
is_same(const struct wc_error_match *f, const struct wc_error_text *error, const struct details *details)
{
	if (f->error != error)
		return false;
	for (unsigned i = 0; i < WC_DETAILS; i++)
		if (strcmp(f->detail[i] ? f->detail[i] : "", details->text[i]) != 0)
			return false;
	return true;
}

static bool
is_continuation(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* The hit with a little of what stands before it; NUL bytes become blanks, and no character is cut in two. */
static const char *
excerpt(wc_arena *arena, const struct wc_hit *hit)
{
	size_t start = hit->whole.start > BEFORE ? hit->whole.start - BEFORE : 0;
	size_t end = hit->length - start > EXCERPT ? start + EXCERPT : hit->length;
	while (start < end && is_continuation(hit->text[start]))
		start++;
	for (int i = 0; i < 3 && end < hit->length && end > start && is_continuation(hit->text[end]); i++)
		end--;
	char *text = wc_copy(arena, hit->text + start, end - start);
	for (size_t i = 0; i < end - start; i++)
		if (text[i] == '\0')
			text[i] = ' ';
	return text;
}

void
wc_collect_error(wc_arena *arena, struct wc_error_matches *all, const struct wc_error_text *error, const struct wc_hit *hit)
{
	struct details details;
	read_details(arena, all, hit, &details);
	for (size_t i = 0; i < all->count; i++) {
		if (is_same(&all->item[i], error, &details)) {
			all->item[i].count++;
			return;
		}
	}
	if (all->count == WC_LIMIT_FINDINGS) {
		all->more++;
		return;
	}
	struct wc_error_match *f = &all->item[all->count++];
	*f = (struct wc_error_match){.error = error, .excerpt = excerpt(arena, hit), .line = hit->line, .count = 1};
	for (unsigned i = 0; i < WC_DETAILS; i++)
		f->detail[i] = *details.text[i] ? wc_copyz(arena, details.text[i]) : NULL;
}

void
wc_collect_clue(wc_arena *arena, struct wc_error_matches *all, const struct wc_hit *hit)
{
	struct details details;
	read_details(arena, all, hit, &details);
}
