/* Texts: which are asked by their stems, and which fit by their patterns, compiled at the first line that asks. */
#include "source/log/texts.h"

#include "base/limits.h"
#include "source/log/collect.h"
#include "source/log/stems.h"
#include "source/sources.h"

#include <string.h>

enum { MOST_SPANS = 16 };

/* One error or clue. */
struct row {
	const struct wc_error_text *text;
	const struct wc_pattern *pattern; /* NULL until a line asks for it */
	bool is_clue;
	size_t first_stem; /* among all stems */
};

struct wc_texts {
	wc_arena *arena;
	struct row *row;
	size_t row_count, stem_count;
	const struct wc_stems *stems;
	bool *stands; /* by stem: was it found since the last wc_texts_forget */
	struct wc_scratch *scratch;
};

#define NAME_ITEM(value, word) word,
static const char *const detail_name[WC_DETAILS] = {WC_DETAIL_WORDS(NAME_ITEM)};
static const struct wc_groups groups = {
	detail_name, WC_DETAILS, "use the groups hostVersion, imageVersion, image, code, operation, os, architecture and value, and (?:…) for others",
	WC_LIMIT_LOG_STEPS, true};

static size_t
count_stems(const struct wc_error_text *texts, size_t count)
{
	size_t n = 0;
	for (size_t i = 0; i < count; i++)
		n += texts[i].stems.count;
	return n;
}

static void
add_rows(struct wc_texts *t, const struct wc_error_text *texts, size_t count, bool are_clues, const char **stems)
{
	for (size_t i = 0; i < count; i++) {
		t->row[t->row_count++] = (struct row){&texts[i], NULL, are_clues, t->stem_count};
		for (size_t k = 0; k < texts[i].stems.count; k++)
			stems[t->stem_count++] = texts[i].stems.item[k];
	}
}

struct wc_texts *
wc_texts_make(wc_arena *arena, const struct wc_program *p)
{
	struct wc_texts *t = wc_alloc(arena, sizeof(*t));
	const char **stems = wc_array(arena, const char *, count_stems(p->errors, p->error_count) + count_stems(p->clues, p->clue_count) + 1);
	t->arena = arena;
	t->row = wc_array(arena, struct row, p->error_count + p->clue_count + 1);
	add_rows(t, p->errors, p->error_count, false, stems);
	add_rows(t, p->clues, p->clue_count, true, stems);
	t->stems = wc_stems_make(arena, stems, t->stem_count);
	t->stands = wc_array(arena, bool, t->stem_count + 1);
	t->scratch = wc_scratch_new();
	return t->scratch ? t : NULL;
}

void
wc_texts_free(struct wc_texts *t)
{
	if (t)
		wc_scratch_free(t->scratch);
}

size_t
wc_texts_find(struct wc_texts *t, const char *bytes, size_t length, size_t from)
{
	return wc_stems_find(t->stems, bytes, length, from, t->stands);
}

void
wc_texts_forget(struct wc_texts *t)
{
	memset(t->stands, 0, t->stem_count * sizeof(*t->stands));
}

static bool
is_asked(const struct wc_texts *t, const struct row *row)
{
	for (size_t i = 0; i < row->text->stems.count; i++)
		if (t->stands[row->first_stem + i])
			return true;
	return false;
}

/* Searches for the first hit of the row that lies within the bounds. */
static bool
fits(struct wc_texts *t, struct row *row, const struct wc_shown *shown, struct wc_hit *hit)
{
	if (!row->pattern)
		row->pattern = wc_pattern_of(&groups, row->text->pattern, NULL);
	for (size_t from = 0; row->pattern && from <= hit->length;) {
		if (!wc_pattern_search(row->pattern, t->scratch, hit->text, hit->length, from, &hit->whole, hit->detail) ||
		    hit->whole.start >= shown->before)
			return false;
		size_t end = hit->whole.start + hit->whole.length;
		if (end > shown->behind)
			return true;
		from = end > from ? end : from + 1;
	}
	return false;
}

/* What errors fitted in one line: they stand in the order of the data, and what an earlier one fitted is taken. */
struct spans {
	struct wc_slice span[MOST_SPANS];
	size_t count;
};

static bool
is_free(const struct spans *taken, struct wc_slice span)
{
	for (size_t i = 0; i < taken->count; i++)
		if (span.start < taken->span[i].start + taken->span[i].length && taken->span[i].start < span.start + span.length)
			return false;
	return taken->count < MOST_SPANS;
}

bool
wc_texts_show(struct wc_texts *t, const struct wc_shown *shown, struct wc_error_matches *all, size_t *ret_end)
{
	struct spans taken = {.count = 0};
	struct wc_hit hit = {.text = shown->text, .length = shown->length};
	*ret_end = 0;
	for (size_t i = 0; i < t->row_count; i++) {
		struct row *row = &t->row[i];
		if (!is_asked(t, row) || !fits(t, row, shown, &hit) || (!row->is_clue && !is_free(&taken, hit.whole)))
			continue;
		size_t end = hit.whole.start + hit.whole.length;
		*ret_end = end > *ret_end ? end : *ret_end;
		hit.line = shown->number + (hit.whole.start >= shown->turn);
		if (row->is_clue) {
			wc_collect_clue(t->arena, all, &hit);
			continue;
		}
		wc_collect_error(t->arena, all, row->text, &hit);
		taken.span[taken.count++] = hit.whole;
	}
	return *ret_end > 0;
}

static bool
check_rows(const struct wc_error_text *texts, size_t count, struct wc_err *err)
{
	for (size_t i = 0; i < count; i++)
		if (!wc_pattern_of(&groups, texts[i].pattern, err))
			return wc_while(err, "errors.yaml, record %s", texts[i].id);
	return true;
}

bool
wc_error_patterns_check(const struct wc_program *p, struct wc_err *err)
{
	return check_rows(p->errors, p->error_count, err) && check_rows(p->clues, p->clue_count, err);
}
