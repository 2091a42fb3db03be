/* wc_journal_group: two batches, one that fills and one that is written. */
#include "store/journal_group.h"

#include "io/clock.h"
#include "io/gate.h"
#include "store/journal_batch.h"

/* What was added is written a second later at the latest. Where the queue is full, who adds waits so long for room, once. */
enum { LATEST = 1000, PATIENCE = 50 };

struct wc_journal_group {
	wc_arena *arena;
	struct wc_journal *journal;
	struct wc_gate *gate;
	struct wc_worker *worker;
	struct wc_journal_batch *filling, *spare;
	bool is_ending;
	bool is_stuck; /* somebody waited in vain since the last batch was taken: nobody else does */
	struct wc_journal_group_counts counts;
};

/* An empty batch; making one costs more than a short commit. */
static struct wc_journal_batch *
batch_take(struct wc_journal_group *group)
{
	struct wc_journal_batch *batch = group->spare ? group->spare : wc_batch_new();
	group->spare = NULL;
	return batch;
}

/* Nobody looks at the batch any more. */
static void
batch_give(struct wc_journal_group *group, struct wc_journal_batch *batch)
{
	if (group->spare) {
		wc_batch_free(batch);
		return;
	}
	wc_batch_empty(batch);
	group->spare = batch;
}

/* Waits until there is something to write. False at the end. */
static bool
wait_for_work(struct wc_journal_group *group)
{
	for (;;) {
		const struct wc_journal_batch *batch = group->filling;
		int64_t left = batch->count ? batch->began + LATEST - wc_clock_ms() : -1;
		if (batch->count && (left <= 0 || batch->waiters || wc_batch_is_half_full(batch) || group->is_ending))
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
	struct wc_journal_batch *batch = group->filling;
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
	*group = (struct wc_journal_group){.arena = arena, .journal = journal, .gate = wc_gate_new(), .filling = wc_batch_new()};
	bool begun = group->gate ? wc_worker_start(work, group, &group->worker, err) : wc_fail(err, WC_FAULT_SYSTEM, "cannot make a lock");
	if (begun) {
		*ret_group = group;
		return true;
	}
	wc_gate_free(group->gate);
	wc_batch_free(group->filling);
	wc_arena_free(arena);
	return false;
}

/* Waits for the batch, and says how it went. */
static bool
await(struct wc_journal_group *group, struct wc_journal_batch *batch, size_t place, int64_t *ret_sequence, struct wc_err *err)
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
		return wc_fail(err, WC_FAULT_INPUT, "a decision of more than %d bytes cannot be journaled", WC_BATCH_BYTES);
	wc_fail(err, WC_FAULT_SYSTEM, "the journal's queue is full: decisions come faster than the disk takes them");
	return wc_hint(err, "--require-log waits instead");
}

/* Waits until there is room: as long as it takes, or, where nobody waits for the disk, no longer than a commit takes that goes well. */
static void
await_room(struct wc_journal_group *group, bool wait)
{
	int64_t until = wc_clock_ms() + PATIENCE, left = PATIENCE;
	while (wc_batch_is_full(group->filling) && (wait || (!group->is_stuck && left > 0))) {
		wc_gate_wait(group->gate, wait ? -1 : left);
		left = until - wc_clock_ms();
	}
	group->is_stuck |= wc_batch_is_full(group->filling);
}

/* Wakes the thread where the batch wants it: with its first decision to have an eye on the time, then half full. */
static void
wake_for(struct wc_journal_group *group, struct wc_journal_batch *batch)
{
	bool is_due = wc_batch_is_half_full(batch);
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
	struct wc_journal_batch *batch = group->filling;
	is_too_large = wc_batch_is_too_large(batch, decision);
	if (is_too_large || wc_batch_is_full(batch)) {
		done = lose(group, is_too_large, err);
	} else {
		wc_batch_add(batch, decision);
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
	wc_batch_free(group->filling);
	wc_batch_free(group->spare);
	wc_gate_free(group->gate);
	wc_arena_free(group->arena);
}
