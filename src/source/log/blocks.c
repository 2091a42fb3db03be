/* Blocks: reads into one buffer, hands out its whole lines, and moves the rest to the front. */
#include "source/log/blocks.h"

#include "base/limits.h"
#include "io/file.h"
#include "source/utf16.h"

#include <string.h>

enum {
	SIZE = WC_LIMIT_LOG_BLOCK,
	OVERLAP = WC_LIMIT_LOG_LINE, /* a text that is cut stands whole in one of two blocks */
	UNITS = 64 * 1024,           /* bytes of UTF-16 converted at a time */
	CONVERTED = UNITS / 2 * 3 + 9, /* what they become, at most */
};

struct wc_blocks {
	struct wc_file_pieces file; /* path NULL: `text` is read */
	const char *text;
	size_t left;          /* of text */
	char *bytes;          /* SIZE of them */
	size_t filled, given; /* of bytes; what was given goes when the next block is asked for */
	size_t again;
	bool ended;
	struct wc_utf16 utf16;
	char *units;          /* UNITS bytes of UTF-16; NULL while it is not known to be that */
};

static struct wc_blocks *
blocks_new(wc_arena *arena)
{
	struct wc_blocks *blocks = wc_alloc(arena, sizeof(*blocks));
	blocks->bytes = wc_alloc(arena, SIZE);
	return blocks;
}

/* Reads raw bytes; fewer than `size` at the end only. */
static bool
read_raw(struct wc_blocks *b, char *bytes, size_t size, size_t *ret_length, struct wc_err *err)
{
	if (b->file.path)
		return wc_pieces_read(&b->file, bytes, size, ret_length, err);
	*ret_length = b->left < size ? b->left : size;
	if (*ret_length)
		memcpy(bytes, b->text, *ret_length);
	b->text += *ret_length;
	b->left -= *ret_length;
	return true;
}

/* Adds `length` bytes of units as UTF-8. */
static void
add_converted(struct wc_blocks *b, size_t length)
{
	b->ended = length < UNITS;
	b->filled += wc_utf16_convert(&b->utf16, b->units, length, b->bytes + b->filled);
	if (b->ended)
		b->filled += wc_utf16_end(&b->utf16, b->bytes + b->filled);
}

/* Adds UTF-16 as UTF-8 until the buffer is full or the log at its end. */
static bool
fill_converted(struct wc_blocks *b, struct wc_err *err)
{
	while (!b->ended && SIZE - b->filled >= CONVERTED) {
		size_t length;
		if (!read_raw(b, b->units, UNITS, &length, err))
			return false;
		add_converted(b, length);
	}
	return true;
}

static bool
fill(struct wc_blocks *b, struct wc_err *err)
{
	size_t length;
	if (b->units)
		return fill_converted(b, err);
	if (b->ended)
		return true;
	if (!read_raw(b, b->bytes + b->filled, SIZE - b->filled, &length, err))
		return false;
	b->ended = length < SIZE - b->filled;
	b->filled += length;
	return true;
}

/* The start of the log tells whether it is UTF-16; then what was read is converted. */
static bool
begin(wc_arena *arena, struct wc_blocks *b, struct wc_err *err)
{
	char *start = wc_alloc(arena, UNITS);
	size_t length;
	if (!read_raw(b, start, UNITS, &length, err))
		return false;
	if (wc_utf16_looks(start, length, &b->utf16)) {
		b->units = start;
		add_converted(b, length);
		return true;
	}
	memcpy(b->bytes, start, length);
	b->filled = length;
	b->ended = length < UNITS;
	return true;
}

struct wc_blocks *
wc_blocks_open(wc_arena *arena, const char *path, struct wc_err *err)
{
	struct wc_blocks *blocks = blocks_new(arena);
	if (!wc_pieces_open(path, &blocks->file, err))
		return NULL;
	if (begin(arena, blocks, err))
		return blocks;
	wc_blocks_close(blocks);
	return NULL;
}

struct wc_blocks *
wc_blocks_of(wc_arena *arena, const char *text, size_t length)
{
	struct wc_blocks *blocks = blocks_new(arena);
	blocks->text = text;
	blocks->left = length;
	begin(arena, blocks, NULL); /* memory can always be read */
	return blocks;
}

/* How many of the filled bytes are whole lines; all of them at the end of the log. */
static size_t
whole_lines(const struct wc_blocks *b)
{
	if (b->ended)
		return b->filled;
	for (size_t i = b->filled; i > b->again; i--)
		if (b->bytes[i - 1] == '\n')
			return i;
	return 0;
}

bool
wc_blocks_next(struct wc_blocks *b, struct wc_block *ret_block, struct wc_err *err)
{
	memmove(b->bytes, b->bytes + b->given, b->filled - b->given);
	b->filled -= b->given;
	if (!fill(b, err))
		return false;
	size_t lines = whole_lines(b), again = b->again;
	bool cut = lines == 0 && b->filled > 0;
	b->again = cut ? OVERLAP : 0;
	*ret_block = (struct wc_block){b->bytes, cut ? b->filled : lines, again, b->again};
	b->given = ret_block->length - b->again;
	if (ret_block->length == again && b->ended)
		ret_block->length = 0; /* nothing but what was there before */
	return true;
}

void
wc_blocks_close(struct wc_blocks *b)
{
	if (b->file.path)
		wc_pieces_close(&b->file);
}
