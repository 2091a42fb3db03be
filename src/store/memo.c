/* wc_memo: one slot for each hash; what came last stays. */
#include "store/memo.h"

#include "base/arena.h"

#include <string.h>

enum { LANES = 4 };

struct slot {
	uint64_t hash; /* 0: empty */
	struct wc_memo_item item;
};

struct wc_memo {
	wc_arena *own, *copies;
	size_t most, bytes, slots;
	struct slot *slot;
};

struct wc_memo *
wc_memo_new(size_t most, size_t slots)
{
	wc_arena *own = wc_arena_new();
	struct wc_memo *memo = wc_alloc(own, sizeof(*memo));
	*memo = (struct wc_memo){.own = own, .copies = wc_arena_new(), .most = most,
	                         .slots = slots, .slot = wc_array(own, struct slot, slots)};
	return memo;
}

void
wc_memo_free(struct wc_memo *memo)
{
	if (!memo)
		return;
	wc_arena_free(memo->copies);
	wc_arena_free(memo->own);
}

void
wc_memo_empty(struct wc_memo *memo)
{
	memset(memo->slot, 0, memo->slots * sizeof(*memo->slot));
	wc_arena_free(memo->copies);
	memo->copies = wc_arena_new();
	memo->bytes = 0;
}

size_t
wc_memo_bytes(const struct wc_memo *memo)
{
	return memo->bytes;
}

static uint64_t
mix(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
	return hash ^ hash >> 29;
}

/* Only finds a slot, so it need not be one that nobody can aim at. Four lanes, which the processor works at together. Never 0. */
static uint64_t
hash_of(unsigned kind, const char *bytes, size_t length)
{
	uint64_t lane[LANES] = {kind, length, 1, 2}, word[LANES];
	for (; length >= sizeof(word); bytes += sizeof(word), length -= sizeof(word)) {
		memcpy(word, bytes, sizeof(word));
		for (int i = 0; i < LANES; i++)
			lane[i] = mix(lane[i], word[i]);
	}
	memset(word, 0, sizeof(word));
	memcpy(word, bytes, length);
	uint64_t hash = 0;
	for (int i = 0; i < LANES; i++)
		hash = mix(hash, mix(lane[i], word[i]));
	return hash | 1;
}

struct wc_memo_item *
wc_memo_find(struct wc_memo *memo, unsigned kind, const char *bytes, size_t length, bool *ret_is_new)
{
	uint64_t hash = hash_of(kind, bytes, length);
	struct slot *slot = &memo->slot[(hash >> 20) % memo->slots];
	*ret_is_new = slot->hash != hash || slot->item.length != length || memcmp(slot->item.bytes, bytes, length) != 0;
	if (!*ret_is_new)
		return &slot->item;
	if (memo->bytes + length > memo->most && memo->bytes > 0)
		wc_memo_empty(memo);
	*slot = (struct slot){hash, {.bytes = wc_copy(memo->copies, bytes, length), .length = length}};
	memo->bytes += length;
	return &slot->item;
}
