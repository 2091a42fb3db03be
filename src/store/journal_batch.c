/* wc_journal_batch: copies of decisions; what recurs is there once. */
#include "store/journal_batch.h"

#include "io/clock.h"

#include <string.h>

enum { SLOTS = 1024 };

struct wc_journal_batch *
wc_batch_new(void)
{
	wc_arena *arena = wc_arena_new();
	struct wc_journal_batch *batch = wc_alloc(arena, sizeof(*batch));
	*batch = (struct wc_journal_batch){.arena = arena, .texts = wc_memo_new(2 * WC_BATCH_BYTES, SLOTS),
	                        .decision = wc_array(arena, struct wc_journal_decision, WC_BATCH_DECISIONS)};
	return batch;
}

void
wc_batch_free(struct wc_journal_batch *batch)
{
	if (!batch)
		return;
	wc_memo_free(batch->texts);
	wc_arena_free(batch->arena);
}

void
wc_batch_empty(struct wc_journal_batch *batch)
{
	wc_memo_empty(batch->texts);
	memset(batch->alike, 0, sizeof(batch->alike));
	batch->count = 0;
	batch->is_done = batch->is_due = false;
}

/* A copy in the batch; the one that is there already where it recurs. */
static const char *
kept(struct wc_journal_batch *batch, const char *text)
{
	bool is_new;
	return text ? wc_memo_find(batch->texts, 0, text, strlen(text), &is_new)->bytes : NULL;
}

/* The decision in the batch that differs only in time and request, or NULL. */
static const struct wc_journal_decision *
find_alike(const struct wc_journal_batch *batch, const struct wc_journal_decision *decision)
{
	const struct wc_journal_decision *last = batch->alike[decision->alike % WC_BATCH_ALIKE];
	return decision->alike && last && last->alike == decision->alike ? last : NULL;
}

static void
keep_texts(struct wc_journal_batch *batch, const struct wc_journal_decision *decision, struct wc_journal_decision *copy)
{
	for (size_t i = 0; i < WC_JOURNAL_COLUMN_COUNT; i++)
		copy->column[i] = kept(batch, decision->column[i]);
	for (size_t i = 0; i < WC_JOURNAL_TEXT_COUNT; i++)
		copy->text[i] = kept(batch, decision->text[i]);
}

void
wc_batch_add(struct wc_journal_batch *batch, const struct wc_journal_decision *decision)
{
	const struct wc_journal_decision *alike = find_alike(batch, decision);
	struct wc_journal_decision *copy = &batch->decision[batch->count];
	if (batch->count++ == 0)
		batch->began = wc_clock_ms();
	if (alike) {
		*copy = *alike;
		copy->text[WC_JOURNAL_TEXT_REQUEST] = kept(batch, decision->text[WC_JOURNAL_TEXT_REQUEST]);
	} else {
		keep_texts(batch, decision, copy);
	}
	copy->milliseconds = decision->milliseconds ? decision->milliseconds : wc_clock_now_ms();
	copy->alike = decision->alike;
	batch->alike[decision->alike % WC_BATCH_ALIKE] = copy;
}

static size_t
bytes_of(const struct wc_journal_decision *decision)
{
	size_t sum = 0;
	for (size_t i = 0; i < WC_JOURNAL_COLUMN_COUNT; i++)
		sum += decision->column[i] ? strlen(decision->column[i]) : 0;
	for (size_t i = 0; i < WC_JOURNAL_TEXT_COUNT; i++)
		sum += decision->text[i] ? strlen(decision->text[i]) : 0;
	return sum;
}

bool
wc_batch_is_too_large(const struct wc_journal_batch *batch, const struct wc_journal_decision *decision)
{
	return !find_alike(batch, decision) && bytes_of(decision) > WC_BATCH_BYTES;
}

bool
wc_batch_is_full(const struct wc_journal_batch *batch)
{
	return batch->count == WC_BATCH_DECISIONS || wc_memo_bytes(batch->texts) >= WC_BATCH_BYTES;
}

bool
wc_batch_is_half_full(const struct wc_journal_batch *batch)
{
	return batch->count >= WC_BATCH_DECISIONS / 2 || wc_memo_bytes(batch->texts) >= WC_BATCH_BYTES / 2;
}
