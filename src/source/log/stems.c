/*
 * Stems: the search of Wu and Manber (A fast algorithm for multi-pattern searching, 1994). The last three bytes of a window as
 * long as the shortest stem say how far the window can move on; most windows of a log move by nearly their whole length.
 */
#include "source/log/stems.h"

#include <stdint.h>
#include <string.h>

enum { BLOCK = 3, SLOT_BITS = 14, SLOTS = 1 << SLOT_BITS, NO_STEM = 0xffff };

struct stem {
	const char *text;
	size_t length;
	uint16_t next; /* the next one whose window ends in the same block; NO_STEM: none */
};

struct wc_stems {
	struct stem *stem;
	size_t count, window; /* window: bytes of the shortest stem */
	uint8_t shift[SLOTS];
	uint16_t first[SLOTS]; /* of those with shift 0 */
};

/* Letters of either case become one; some other bytes do, too, which costs a second look and no more. */
static unsigned char
fold(char c)
{
	return (unsigned char)c | 0x20;
}

static size_t
slot_of(const char *block)
{
	uint32_t key = (uint32_t)fold(block[0]) << 16 | (uint32_t)fold(block[1]) << 8 | fold(block[2]);
	return key * 2654435761u >> (32 - SLOT_BITS);
}

/* Enters the blocks of the stem's first `window` bytes. */
static void
enter(struct wc_stems *stems, size_t i)
{
	struct stem *stem = &stems->stem[i];
	for (size_t end = BLOCK; end <= stems->window; end++) {
		size_t slot = slot_of(stem->text + end - BLOCK), shift = stems->window - end;
		if (shift < stems->shift[slot])
			stems->shift[slot] = (uint8_t)shift;
	}
	size_t last = slot_of(stem->text + stems->window - BLOCK);
	stem->next = stems->first[last];
	stems->first[last] = (uint16_t)i;
}

const struct wc_stems *
wc_stems_make(wc_arena *arena, const char *const *text, size_t count)
{
	struct wc_stems *stems = wc_alloc(arena, sizeof(*stems));
	stems->stem = wc_array(arena, struct stem, count + 1);
	stems->count = count < NO_STEM ? count : NO_STEM;
	stems->window = UINT8_MAX;
	for (size_t i = 0; i < stems->count; i++) {
		stems->stem[i] = (struct stem){text[i], strlen(text[i]), NO_STEM};
		if (stems->stem[i].length < stems->window)
			stems->window = stems->stem[i].length;
	}
	memset(stems->shift, (int)(stems->window - BLOCK + 1), sizeof(stems->shift));
	memset(stems->first, 0xff, sizeof(stems->first));
	for (size_t i = 0; i < stems->count; i++)
		enter(stems, i);
	return stems;
}

static bool
stands(const struct stem *stem, const char *bytes, size_t left)
{
	if (stem->length > left)
		return false;
	for (size_t i = 0; i < stem->length; i++)
		if (fold(stem->text[i]) != fold(bytes[i]))
			return false;
	return true;
}

/* Marks the stems that begin at `bytes`, of those whose window ends in the block of `slot`. */
static bool
look(const struct wc_stems *stems, size_t slot, const char *bytes, size_t left, bool *found)
{
	bool any = false;
	for (uint16_t i = stems->first[slot]; i != NO_STEM; i = stems->stem[i].next) {
		if (stands(&stems->stem[i], bytes, left))
			any = found[i] = true;
	}
	return any;
}

size_t
wc_stems_find(const struct wc_stems *stems, const char *bytes, size_t length, size_t from, bool *found)
{
	if (stems->count == 0 || length < stems->window)
		return SIZE_MAX;
	size_t last = length - stems->window;
	while (from <= last) {
		size_t slot = slot_of(bytes + from + stems->window - BLOCK);
		size_t shift = stems->shift[slot];
		if (shift == 0 && look(stems, slot, bytes + from, length - from, found))
			return from;
		from += shift ? shift : 1;
	}
	return SIZE_MAX;
}
