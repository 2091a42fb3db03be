/* A batch of decisions that are committed together. Private to the journal's group. */
#ifndef WC_STORE_JOURNAL_BATCH_H
#define WC_STORE_JOURNAL_BATCH_H

#include "base/arena.h"
#include "base/err.h"
#include "model/journal.h"
#include "store/memo.h"

/*
 * A quarter of a million decisions a second fill a batch thirty times; distinct texts of one, 16 MB. It is written from half full on, so
 * that there is room for what comes until the thread has its turn.
 */
enum { WC_BATCH_DECISIONS = 8192, WC_BATCH_BYTES = 16 * 1024 * 1024, WC_BATCH_ALIKE = 64 };

/* It lives until its last waiter has seen how its commit went. */
struct wc_journal_batch {
	wc_arena *arena;
	struct wc_memo *texts; /* what recurs is copied once */
	const struct wc_journal_decision *alike[WC_BATCH_ALIKE]; /* the last one with a number, by a hash of it: looked for before the texts are */
	struct wc_journal_decision *decision;
	size_t count, waiters;
	int64_t began; /* by wc_clock_ms, when its first decision was added */
	int64_t first; /* sequence number, once it is written */
	bool is_due;   /* half full: the thread was woken */
	bool is_done, is_written;
	struct wc_err err;
};

/* An empty one, to be freed with wc_batch_free (NULL is allowed); and one that is empty again. */
struct wc_journal_batch *wc_batch_new(void);
void wc_batch_free(struct wc_journal_batch *batch);
void wc_batch_empty(struct wc_journal_batch *batch);

/* Is its text more than any batch takes? */
bool wc_batch_is_too_large(const struct wc_journal_batch *batch, const struct wc_journal_decision *decision);

/* Adds a copy of a decision to a batch that is not full. */
void wc_batch_add(struct wc_journal_batch *batch, const struct wc_journal_decision *decision);

bool wc_batch_is_full(const struct wc_journal_batch *batch);
bool wc_batch_is_half_full(const struct wc_journal_batch *batch);

#endif
