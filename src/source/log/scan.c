/* Scanning: the blocks of a log to lines with a stem, and those to the texts that may fit them. */
#include "source/sources.h"

#include "base/limits.h"
#include "source/log/blocks.h"
#include "source/log/line.h"
#include "source/log/texts.h"

#include <string.h>

struct scan {
	struct wc_texts *texts;
	struct wc_joined *joined;
	struct wc_error_matches *all;
	uint64_t line; /* of the byte `counted` of the block at hand */
	size_t counted;
	size_t done;   /* of the block: where the last hit ends */
};

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

/* The line fitted nothing by itself: with its neighbours, as one that a console has broken? Returns where to go on. */
static size_t
show_joined(struct scan *s, const struct wc_block *block, struct wc_log_line line)
{
	struct wc_joined *j = s->joined;
	size_t end;
	wc_log_line_join(block->bytes, block->length, line, s->done, j);
	bool two = j->own.start > 0; /* the line before it was joined, too */
	struct wc_shown shown = {j->text, j->length, line_of(s, block->bytes, line.start) - two, .before = j->own.end, .behind = j->own.start,
	                         .turn = two ? j->own.start : SIZE_MAX};
	if (j->count == 1 || !wc_texts_show(s->texts, &shown, s->all, &end))
		return line.end;
	for (size_t i = 0; i < j->count; i++)
		if (end <= j->ends[i])
			return s->done = j->source[i] > line.end ? j->source[i] : line.end;
	return line.end;
}

static size_t
less(size_t a, size_t b)
{
	return a > b ? a - b : 0;
}

/* The line with a stem at `at`: finds its other stems, shows it, and returns where to go on. */
static size_t
take_line(struct scan *s, const struct wc_block *block, size_t at)
{
	struct wc_log_line line = wc_log_line_around(block->bytes, block->length, at);
	size_t next = at, end, go_on = line.end;
	while (next < line.end && (next = wc_texts_find(s->texts, block->bytes, line.end, next + 1)) != SIZE_MAX)
		continue;
	/* What begins in the part that the next block repeats stands whole there; what ends before the last hit was seen. */
	struct wc_shown shown = {block->bytes + line.start, line.end - line.start, line_of(s, block->bytes, line.start),
	                         .before = block->later ? less(block->length - block->later, line.start) : SIZE_MAX,
	                         .behind = less(s->done, line.start), .turn = SIZE_MAX};
	if (wc_texts_show(s->texts, &shown, s->all, &end))
		s->done = line.start + end;
	else
		go_on = show_joined(s, block, line);
	wc_texts_forget(s->texts);
	return go_on > at ? go_on : at + 1;
}

static void
take_block(struct scan *s, const struct wc_block *block)
{
	size_t at = 0;
	s->counted = block->again;
	while ((at = wc_texts_find(s->texts, block->bytes, block->length, at)) != SIZE_MAX)
		at = take_line(s, block, at);
	s->all->bytes += block->length - block->again;
	line_of(s, block->bytes, block->length);
	s->done = less(s->done, block->length - block->later); /* where the next block begins */
}

/* Reads all blocks, and ends their reading. */
static bool
read_blocks(const struct wc_reading *reading, struct wc_blocks *blocks, struct wc_error_matches *ret_findings, struct wc_err *err)
{
	wc_arena *arena = reading->arena;
	struct scan s = {.texts = wc_texts_make(arena, reading->program), .joined = wc_alloc(arena, sizeof(*s.joined)), .all = ret_findings, .line = 1};
	struct wc_block block = {0};
	bool ok = s.texts || wc_fail(err, WC_FAULT_SYSTEM, "out of memory");
	char last = '\n';
	*ret_findings = (struct wc_error_matches){.item = wc_array(arena, struct wc_error_match, WC_LIMIT_FINDINGS)};
	while (ok && (ok = wc_blocks_next(blocks, &block, err)) && block.length > 0) {
		take_block(&s, &block);
		last = block.bytes[block.length - 1];
	}
	wc_blocks_close(blocks);
	wc_texts_free(s.texts);
	ret_findings->lines = s.line - (last == '\n');
	return ok;
}

bool
wc_log_read(const struct wc_reading *reading, const char *path, struct wc_error_matches *ret_findings, struct wc_err *err)
{
	struct wc_blocks *blocks = wc_blocks_open(reading->arena, path, err);
	return blocks && read_blocks(reading, blocks, ret_findings, err);
}

bool
wc_log_read_bytes(const struct wc_reading *reading, const char *bytes, size_t length, struct wc_error_matches *ret_findings,
                  struct wc_err *err)
{
	return read_blocks(reading, wc_blocks_of(reading->arena, bytes, length), ret_findings, err);
}
