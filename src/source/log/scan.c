/* Scanning: a log's blocks to candidate lines by their stems, candidate lines to findings by the patterns. */
#include "source/sources.h"

#include "base/limits.h"
#include "source/log/blocks.h"
#include "source/log/collect.h"
#include "source/log/line.h"
#include "source/log/stems.h"

#include <string.h>

enum { MOST_SPANS = 16 };

/* One error or clue of the data. */
struct row {
	const struct wc_error_text *text;
	const struct wc_pattern *pattern; /* NULL until a line asks for it */
	bool is_clue;
	size_t first_stem; /* among all stems */
};

struct scan {
	wc_arena *arena;
	struct row *row;
	size_t row_count, stem_count;
	const struct wc_stems *stems;
	bool *stands; /* by stem: does it stand in the line at hand */
	struct wc_scratch *scratch;
	struct wc_joined *joined;
	struct wc_findings *all;
	uint64_t line; /* of the byte `counted` of the block at hand */
	size_t counted;
	size_t done; /* of the block: where the last hit ends */
};

#define NAME_ITEM(value, word) word,
static const char *const detail_name[WC_DETAILS] = {WC_DETAIL_WORDS(NAME_ITEM)};
static const struct wc_groups groups = {
	detail_name, WC_DETAILS, "use the groups hostVersion, imageVersion, image, code, operation, os, architecture and value, and (?:…) for others",
	WC_LIMIT_LOG_STEPS, true};

static size_t
count_lines(const char *bytes, size_t length)
{
	size_t lines = 0;
	for (size_t i = 0; i < length; i++)
		lines += bytes[i] == '\n';
	return lines;
}

/* The number of the line on which the byte `at` stands; it never goes back. */
static uint64_t
line_of(struct scan *s, const char *bytes, size_t at)
{
	if (at > s->counted) {
		s->line += count_lines(bytes + s->counted, at - s->counted);
		s->counted = at;
	}
	return s->line;
}

static bool
is_asked(const struct scan *s, const struct row *row)
{
	for (size_t i = 0; i < row->text->stems.count; i++)
		if (s->stands[row->first_stem + i])
			return true;
	return false;
}

/* What patterns fitted in one line: rows stand in the order of the data, and what an earlier one fitted is taken. */
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

/* Where in a text a hit has to lie: it begins before `before`, and ends behind `behind`. */
struct bounds {
	size_t before, behind;
};

/* Searches for the first hit of the row that lies within the bounds. */
static bool
fits(struct scan *s, struct row *row, struct bounds bounds, struct wc_hit *hit)
{
	if (!row->pattern)
		row->pattern = wc_pattern_of(&groups, row->text->pattern, NULL);
	for (size_t from = 0; row->pattern && from <= hit->length;) {
		if (!wc_pattern_search(row->pattern, s->scratch, hit->text, hit->length, from, &hit->whole, hit->detail) ||
		    hit->whole.start >= bounds.before)
			return false;
		size_t end = hit->whole.start + hit->whole.length;
		if (end > bounds.behind)
			return true;
		from = end > from ? end : from + 1;
	}
	return false;
}

/* Shows a text to every row that is asked; true where an error or a clue was found. `ret_end` is how far the longest hit reaches. */
static bool
show(struct scan *s, const char *text, size_t length, uint64_t line, struct bounds bounds, size_t *ret_end)
{
	struct spans taken = {.count = 0};
	struct wc_hit hit = {.text = text, .length = length, .line = line};
	*ret_end = 0;
	for (size_t i = 0; i < s->row_count; i++) {
		struct row *row = &s->row[i];
		if (!is_asked(s, row) || !fits(s, row, bounds, &hit) || (!row->is_clue && !is_free(&taken, hit.whole)))
			continue;
		size_t end = hit.whole.start + hit.whole.length;
		*ret_end = end > *ret_end ? end : *ret_end;
		if (row->is_clue) {
			wc_collect_clue(s->arena, s->all, &hit);
			continue;
		}
		wc_collect_error(s->arena, s->all, row->text, &hit);
		taken.span[taken.count++] = hit.whole;
	}
	return *ret_end > 0;
}

/* The line fitted nothing by itself: with its neighbours, as one that a console has broken? Returns where to go on. */
static size_t
show_joined(struct scan *s, const struct wc_block *block, struct wc_line line)
{
	struct wc_joined *j = s->joined;
	size_t end;
	wc_line_join(block->bytes, block->length, line, s->done, j);
	uint64_t first = line_of(s, block->bytes, line.start) - (j->own.start > 0); /* with the line before it, where that is long enough */
	if (j->count == 1 || !show(s, j->text, j->length, first, (struct bounds){j->own.end, j->own.start}, &end))
		return line.end;
	for (size_t i = 0; i < j->count; i++)
		if (end <= j->ends[i])
			return s->done = j->source[i] > line.end ? j->source[i] : line.end;
	return line.end;
}

/* The line with a stem at `at`: collects its other stems, shows it, and returns where to go on. */
static size_t
take_line(struct scan *s, const struct wc_block *block, size_t at)
{
	struct wc_line line = wc_line_around(block->bytes, block->length, at);
	size_t next = at, end, before = block->length - block->later; /* what begins behind it stands whole in the next block */
	struct bounds bounds = {before > line.start ? before - line.start : 0, s->done > line.start ? s->done - line.start : 0};
	while (next < line.end && (next = wc_stems_find(s->stems, block->bytes, line.end, next + 1, s->stands)) != SIZE_MAX)
		continue;
	uint64_t number = line_of(s, block->bytes, line.start);
	size_t go_on = line.end;
	if (block->later == 0)
		bounds.before = SIZE_MAX;
	if (show(s, block->bytes + line.start, line.end - line.start, number, bounds, &end))
		s->done = line.start + end;
	else
		go_on = show_joined(s, block, line);
	memset(s->stands, 0, s->stem_count * sizeof(*s->stands));
	return go_on > at ? go_on : at + 1;
}

static void
take_block(struct scan *s, const struct wc_block *block)
{
	size_t at = 0;
	s->counted = block->again;
	while ((at = wc_stems_find(s->stems, block->bytes, block->length, at, s->stands)) != SIZE_MAX)
		at = take_line(s, block, at);
	s->all->bytes += block->length - block->again;
	line_of(s, block->bytes, block->length);
	size_t next = block->length - block->later; /* begins the next block */
	s->done = s->done > next ? s->done - next : 0;
}

static void
add_rows(struct scan *s, const struct wc_error_text *texts, size_t count, bool are_clues, const char **stems)
{
	for (size_t i = 0; i < count; i++) {
		s->row[s->row_count++] = (struct row){&texts[i], NULL, are_clues, s->stem_count};
		for (size_t k = 0; k < texts[i].stems.count; k++)
			stems[s->stem_count++] = texts[i].stems.item[k];
	}
}

static size_t
count_stems(const struct wc_error_text *texts, size_t count)
{
	size_t n = 0;
	for (size_t i = 0; i < count; i++)
		n += texts[i].stems.count;
	return n;
}

static bool
prepare(const struct wc_reading *reading, struct scan *s, struct wc_findings *all, struct wc_err *err)
{
	const struct wc_program *p = reading->program;
	wc_arena *arena = reading->arena;
	*all = (struct wc_findings){.item = wc_array(arena, struct wc_finding, WC_LIMIT_FINDINGS)};
	*s = (struct scan){.arena = arena, .all = all, .line = 1, .joined = wc_alloc(arena, sizeof(*s->joined))};
	const char **stems = wc_array(arena, const char *, count_stems(p->errors, p->error_count) + count_stems(p->clues, p->clue_count) + 1);
	s->row = wc_array(arena, struct row, p->error_count + p->clue_count + 1);
	add_rows(s, p->errors, p->error_count, false, stems);
	add_rows(s, p->clues, p->clue_count, true, stems);
	s->stems = wc_stems_make(arena, stems, s->stem_count);
	s->stands = wc_array(arena, bool, s->stem_count + 1);
	s->scratch = wc_scratch_new();
	return s->scratch || wc_fail(err, WC_FAULT_SYSTEM, "out of memory");
}

/* Reads all blocks, and ends their reading. */
static bool
read_blocks(const struct wc_reading *reading, struct wc_blocks *blocks, struct wc_findings *ret_findings, struct wc_err *err)
{
	struct scan s;
	struct wc_block block = {0};
	bool ok = prepare(reading, &s, ret_findings, err);
	char last = '\n';
	while (ok && (ok = wc_blocks_next(blocks, &block, err)) && block.length > 0) {
		take_block(&s, &block);
		last = block.bytes[block.length - 1];
	}
	wc_blocks_close(blocks);
	ret_findings->lines = s.line - (last == '\n');
	wc_scratch_free(s.scratch);
	return ok;
}

bool
wc_log_read(const struct wc_reading *reading, const char *path, struct wc_findings *ret_findings, struct wc_err *err)
{
	struct wc_blocks *blocks = wc_blocks_open(reading->arena, path, err);
	return blocks && read_blocks(reading, blocks, ret_findings, err);
}

bool
wc_log_read_bytes(const struct wc_reading *reading, const char *bytes, size_t length, struct wc_findings *ret_findings,
                  struct wc_err *err)
{
	return read_blocks(reading, wc_blocks_of(reading->arena, bytes, length), ret_findings, err);
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
