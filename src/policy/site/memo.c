/* The columns of texts: every pattern is asked once for each distinct text. */
#include "policy/site/site.h"

#include "policy/site/glob.h"
#include "policy/site/regex.h"

#include <stdatomic.h>
#include <string.h>

enum { BUCKETS = 512, LONGEST = 232, MOST_BYTES = 4 * 1024 * 1024, MOST_SLOTS = 8192 };

/* One text that was seen. Its two sets stand in wc_memo.columns. */
struct slot {
	uint32_t next; /* 1 + the slot behind it in its bucket; 0: none */
	uint32_t length, hash;
	char text[LONGEST];
};

struct wc_memo {
	_Atomic(uint32_t) bucket[BUCKETS]; /* 1 + a slot */
	_Atomic(uint32_t) used;
	uint32_t room;
	struct slot *slots;
	wc_bits *columns; /* room × 2 × words */
};

struct wc_memo *
wc_memo_make(wc_arena *arena, size_t words)
{
	struct wc_memo *memo = wc_alloc(arena, sizeof(*memo));
	size_t each = sizeof(struct slot) + 2 * words * sizeof(wc_bits), room = MOST_BYTES / each;
	memo->room = (uint32_t)(room < MOST_SLOTS ? room : MOST_SLOTS);
	memo->slots = wc_array(arena, struct slot, memo->room + 1);
	memo->columns = wc_array(arena, wc_bits, memo->room * 2 * words + 1);
	return memo;
}

static bool
is_one_of(const struct wc_test *test, struct wc_axis_text text)
{
	for (size_t i = 0; i < test->exact_count; i++)
		if (strlen(test->exact[i]) == text.length && memcmp(test->exact[i], text.bytes, text.length) == 0)
			return true;
	for (size_t i = 0; i < test->glob_count; i++)
		if (wc_glob_match(test->glob[i], text.bytes, text.length))
			return true;
	return false;
}

int
wc_test_ask(const struct wc_test *test, struct wc_axis_text text)
{
	if (!text.bytes)
		return 0;
	return test->regex ? wc_regex_match(test->code, text.bytes, text.length) : is_one_of(test, text);
}

/* Fills the two sets: the arms that the text leaves for sure, and those that it may leave. */
static void
fill(const struct wc_site *site, const struct wc_site_axis *axis, struct wc_axis_text text, wc_bits *column)
{
	wc_bits *sure = column, *may = column + site->words;
	signed char few[256], *outcome = axis->test_count <= sizeof(few) ? few : NULL;
	for (size_t t = 0; outcome && t < axis->test_count; t++)
		outcome[t] = (signed char)wc_test_ask(&axis->tests[t], text);
	memcpy(sure, axis->silent, site->words * sizeof(*sure));
	memcpy(may, axis->silent, site->words * sizeof(*may));
	for (size_t i = 0; i < axis->asking_count; i++) {
		const struct wc_site_limit *limit = axis->asking[i].limit;
		bool holds = true, may_hold = true;
		for (size_t k = 0; k < limit->wanted_count && may_hold; k++) {
			uint32_t test = limit->wanted[k].test;
			int got = outcome ? outcome[test] : wc_test_ask(&axis->tests[test], text);
			holds &= got == limit->wanted[k].holds;
			may_hold &= got < 0 || got == limit->wanted[k].holds;
		}
		wc_bits bit = (wc_bits)1 << axis->asking[i].arm % WC_BITS;
		sure[axis->asking[i].arm / WC_BITS] |= holds ? bit : 0;
		may[axis->asking[i].arm / WC_BITS] |= may_hold ? bit : 0;
	}
}

/* FNV-1a; an absent text is not the empty one. */
static uint32_t
hash_of(struct wc_axis_text text)
{
	uint32_t hash = text.bytes ? 2166136261u : 1u;
	for (size_t i = 0; i < text.length; i++)
		hash = (hash ^ (unsigned char)text.bytes[i]) * 16777619u;
	return hash;
}

static const wc_bits *
find(const struct wc_memo *memo, size_t words, struct wc_axis_text text, uint32_t hash)
{
	for (uint32_t at = atomic_load_explicit(&memo->bucket[hash % BUCKETS], memory_order_acquire); at; at = memo->slots[at - 1].next) {
		const struct slot *slot = &memo->slots[at - 1];
		if (slot->hash == hash && slot->length == text.length && (text.length == 0 || memcmp(slot->text, text.bytes, text.length) == 0))
			return memo->columns + (size_t)(at - 1) * 2 * words;
	}
	return NULL;
}

const wc_bits *
wc_site_text_column(const struct wc_site *site, const struct wc_site_axis *axis, struct wc_axis_text text, wc_arena **spare)
{
	struct wc_memo *memo = axis->memo;
	uint32_t hash = hash_of(text);
	const wc_bits *known = find(memo, site->words, text, hash);
	if (known)
		return known;
	uint32_t at = text.length <= LONGEST && atomic_load(&memo->used) < memo->room ? atomic_fetch_add(&memo->used, 1) : memo->room;
	if (at >= memo->room) {
		*spare = *spare ? *spare : wc_arena_new();
		wc_bits *once = wc_array(*spare, wc_bits, 2 * site->words);
		fill(site, axis, text, once);
		return once;
	}
	struct slot *slot = &memo->slots[at];
	wc_bits *column = memo->columns + (size_t)at * 2 * site->words;
	fill(site, axis, text, column);
	slot->length = (uint32_t)text.length;
	slot->hash = hash;
	if (text.length)
		memcpy(slot->text, text.bytes, text.length);
	/* Two threads may both have made it: then it stands twice in the bucket, which harms nobody. */
	uint32_t head = atomic_load(&memo->bucket[hash % BUCKETS]);
	do
		slot->next = head;
	while (!atomic_compare_exchange_weak(&memo->bucket[hash % BUCKETS], &head, at + 1));
	return column;
}
