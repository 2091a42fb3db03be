/* wc_journal_group: two batches, one that fills and one that is written. */
#include "store/journal_group.h"

#include "io/clock.h"
#include "io/gate.h"
#include "store/memo.h"

#include <string.h>

/*
 * A quarter of a million decisions a second fill a batch thirty times; distinct texts of one, 16 MB. It is written from half full on, so
 * that there is room for what comes until the thread has its turn; where that was not enough, who adds waits for PATIENCE, once.
 */
enum { MOST_DECISIONS = 8192, MOST_BYTES = 16 * 1024 * 1024, LATEST = 1000, PATIENCE = 50, SLOTS = 1024, ALIKE = 64 };

/* Decisions that are committed together. It lives until its last waiter has seen how that went. */
struct batch {
	wc_arena *arena;
	struct wc_memo *texts; /* what recurs is copied once */
	const struct wc_journal_decision *alike[ALIKE]; /* the last one with a number, by a hash of it: looked for before the texts are */
	struct wc_journal_decision *decision;
	size_t count, waiters;
	int64_t began; /* by wc_clock_ms, when its first decision was added */
	int64_t first; /* sequence number, once it is written */
	bool is_due;   /* half full: the thread was woken */
	bool is_done, is_written;
	struct wc_err err;
};

struct wc_journal_group {
	wc_arena *arena;
	struct wc_journal *journal;
	struct wc_gate *gate;
	struct wc_worker *worker;
	struct batch *filling, *spare;
	bool is_ending;
	bool is_stuck; /* somebody waited in vain since the last batch was taken: nobody else does */
	struct wc_journal_group_counts counts;
};

static struct batch *
batch_new(void)
{
	wc_arena *arena = wc_arena_new();
	struct batch *batch = wc_alloc(arena, sizeof(*batch));
	*batch = (struct batch){.arena = arena, .texts = wc_memo_new(2 * MOST_BYTES, SLOTS),
	                        .decision = wc_array(arena, struct wc_journal_decision, MOST_DECISIONS)};
	return batch;
}

static void
batch_free(struct batch *batch)
{
	if (!batch)
		return;
	wc_memo_free(batch->texts);
	wc_arena_free(batch->arena);
}

/* An empty batch; making one costs more than a short commit. */
static struct batch *
batch_take(struct wc_journal_group *group)
{
	struct batch *batch = group->spare ? group->spare : batch_new();
	group->spare = NULL;
	return batch;
}

/* Nobody looks at the batch any more. */
static void
batch_give(struct wc_journal_group *group, struct batch *batch)
{
	if (group->spare) {
		batch_free(batch);
		return;
	}
	wc_memo_empty(batch->texts);
	memset(batch->alike, 0, sizeof(batch->alike));
	batch->count = 0;
	batch->is_done = batch->is_due = false;
	group->spare = batch;
}

/* A copy in the batch; the one that is there already where it recurs. */
static const char *
kept(struct batch *batch, const char *text)
{
	bool is_new;
	return text ? wc_memo_find(batch->texts, 0, text, strlen(text), &is_new)->bytes : NULL;
}

static const struct wc_journal_decision **
alike_slot(struct batch *batch, const struct wc_journal_decision *decision)
{
	return &batch->alike[decision->alike % ALIKE];
}

static bool
has_alike(struct batch *batch, const struct wc_journal_decision *decision)
{
	const struct wc_journal_decision *last = *alike_slot(batch, decision);
	return decision->alike && last && last->alike == decision->alike;
}

static void
keep_texts(struct batch *batch, const struct wc_journal_decision *decision, struct wc_journal_decision *copy)
{
	for (size_t i = 0; i < WC_JOURNAL_COLUMN_COUNT; i++)
		copy->column[i] = kept(batch, decision->column[i]);
	for (size_t i = 0; i < WC_JOURNAL_TEXT_COUNT; i++)
		copy->text[i] = kept(batch, decision->text[i]);
}

static void
batch_add(struct batch *batch, const struct wc_journal_decision *decision)
{
	struct wc_journal_decision *copy = &batch->decision[batch->count];
	if (batch->count++ == 0)
		batch->began = wc_clock_ms();
	if (has_alike(batch, decision)) {
		*copy = **alike_slot(batch, decision);
		copy->text[WC_JOURNAL_TEXT_REQUEST] = kept(batch, decision->text[WC_JOURNAL_TEXT_REQUEST]);
	} else {
		keep_texts(batch, decision, copy);
	}
	copy->milliseconds = decision->milliseconds ? decision->milliseconds : wc_clock_now_ms();
	copy->alike = decision->alike;
	*alike_slot(batch, decision) = copy;
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

static bool
is_full(const struct batch *batch)
{
	return batch->count == MOST_DECISIONS || wc_memo_bytes(batch->texts) >= MOST_BYTES;
}

static bool
is_half_full(const struct batch *batch)
{
	return batch->count >= MOST_DECISIONS / 2 || wc_memo_bytes(batch->texts) >= MOST_BYTES / 2;
}

/* Waits until there is something to write. False at the end. */
static bool
wait_for_work(struct wc_journal_group *group)
{
	for (;;) {
		const struct batch *batch = group->filling;
		int64_t left = batch->count ? batch->began + LATEST - wc_clock_ms() : -1;
		if (batch->count && (left <= 0 || batch->waiters || is_half_full(batch) || group->is_ending))
			return true;
		if (group->is_ending)
			return false;
		wc_gate_wait(group->gate, left);
	}
}

/* Writes a batch while the next one fills. The gate is locked before and afterwards. */
static void
write_batch(struct wc_journal_group *group)
{
	struct batch *batch = group->filling;
	group->filling = batch_take(group);
	group->is_stuck = false;
	wc_gate_wake(group->gate);
	wc_gate_unlock(group->gate);
	bool written = wc_journal_write(group->journal, batch->decision, batch->count, &batch->first, &batch->err);
	wc_gate_lock(group->gate);
	batch->is_done = true;
	batch->is_written = written;
	if (written)
		group->counts.written += (int64_t)batch->count;
	else
		group->counts.word = batch->err;
	group->counts.lost += written ? 0 : (int64_t)batch->count;
	wc_gate_wake(group->gate);
	if (batch->waiters == 0)
		batch_give(group, batch);
}

static void
work(void *context)
{
	struct wc_journal_group *group = context;
	wc_gate_lock(group->gate);
	while (wait_for_work(group))
		write_batch(group);
	wc_gate_unlock(group->gate);
}

bool
wc_journal_group_begin(struct wc_journal *journal, struct wc_journal_group **ret_group, struct wc_err *err)
{
	wc_arena *arena = wc_arena_new();
	struct wc_journal_group *group = wc_alloc(arena, sizeof(*group));
	*group = (struct wc_journal_group){.arena = arena, .journal = journal, .gate = wc_gate_new(), .filling = batch_new()};
	bool begun = group->gate ? wc_worker_start(work, group, &group->worker, err) : wc_fail(err, WC_FAULT_SYSTEM, "cannot make a lock");
	if (begun) {
		*ret_group = group;
		return true;
	}
	wc_gate_free(group->gate);
	batch_free(group->filling);
	wc_arena_free(arena);
	return false;
}

/* Waits for the batch, and says how it went. */
static bool
await(struct wc_journal_group *group, struct batch *batch, size_t place, int64_t *ret_sequence, struct wc_err *err)
{
	batch->waiters++;
	wc_gate_wake(group->gate);
	while (!batch->is_done)
		wc_gate_wait(group->gate, -1);
	bool written = batch->is_written;
	if (!written)
		*err = batch->err;
	else if (ret_sequence)
		*ret_sequence = batch->first + (int64_t)place;
	if (--batch->waiters == 0)
		batch_give(group, batch);
	return written;
}

static bool
lose(struct wc_journal_group *group, bool is_too_large, struct wc_err *err)
{
	group->counts.lost++;
	if (is_too_large)
		return wc_fail(err, WC_FAULT_INPUT, "a decision of more than %d bytes cannot be journaled", MOST_BYTES);
	wc_fail(err, WC_FAULT_SYSTEM, "the journal's queue is full: decisions come faster than the disk takes them");
	return wc_hint(err, "--require-log waits instead");
}

/* Waits until there is room: as long as it takes, or, where nobody waits for the disk, no longer than a commit takes that goes well. */
static void
await_room(struct wc_journal_group *group, bool wait)
{
	int64_t until = wc_clock_ms() + PATIENCE, left = PATIENCE;
	while (is_full(group->filling) && (wait || (!group->is_stuck && left > 0))) {
		wc_gate_wait(group->gate, wait ? -1 : left);
		left = until - wc_clock_ms();
	}
	group->is_stuck |= is_full(group->filling);
}

/* Wakes the thread where the batch wants it: with its first decision to have an eye on the time, then half full. */
static void
wake_for(struct wc_journal_group *group, struct batch *batch)
{
	bool is_due = is_half_full(batch);
	if (batch->count == 1 || (is_due && !batch->is_due))
		wc_gate_wake(group->gate);
	batch->is_due = is_due;
}

bool
wc_journal_group_add(struct wc_journal_group *group, const struct wc_journal_decision *decision, bool wait,
                     int64_t *ret_sequence, struct wc_err *err)
{
	bool is_too_large, done;
	wc_gate_lock(group->gate);
	await_room(group, wait);
	struct batch *batch = group->filling;
	is_too_large = !has_alike(batch, decision) && bytes_of(decision) > MOST_BYTES;
	if (is_too_large || is_full(batch)) {
		done = lose(group, is_too_large, err);
	} else {
		batch_add(batch, decision);
		wake_for(group, batch);
		done = !wait || await(group, batch, batch->count - 1, ret_sequence, err);
	}
	wc_gate_unlock(group->gate);
	return done;
}

void
wc_journal_group_count(struct wc_journal_group *group, struct wc_journal_group_counts *ret_counts)
{
	wc_gate_lock(group->gate);
	*ret_counts = group->counts;
	wc_gate_unlock(group->gate);
}

void
wc_journal_group_end(struct wc_journal_group *group, struct wc_journal_group_counts *ret_counts)
{
	if (!group)
		return;
	wc_gate_lock(group->gate);
	group->is_ending = true;
	wc_gate_wake(group->gate);
	wc_gate_unlock(group->gate);
	wc_worker_join(group->worker);
	if (ret_counts)
		*ret_counts = group->counts;
	batch_free(group->filling);
	batch_free(group->spare);
	wc_gate_free(group->gate);
	wc_arena_free(group->arena);
}
