/* wc_journal: removing the oldest entries so that the rest stays one chain. */
#include "io/clock.h"
#include "store/journal_private.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* What only entries that are gone referred to goes, too. */
static const char leftovers[] =
	"DELETE FROM matter WHERE id NOT IN (SELECT matter FROM entry WHERE matter IS NOT NULL);"
	"DELETE FROM text WHERE id NOT IN (SELECT request FROM entry WHERE request IS NOT NULL UNION SELECT host_text FROM matter"
	" UNION SELECT image_text FROM matter UNION SELECT verdict_text FROM matter)";

/* The number in the one row of a statement with one number; `none` where it is NULL. */
static enum wc_database_step
ask(struct wc_journal *journal, enum wc_journal_statement statement, int64_t given, int64_t none, int64_t *ret_number)
{
	enum wc_database_step step = WC_STEP_FAILED;
	const struct wc_sqlite *lib = journal->database.lib;
	sqlite3_stmt *row = wc_database_statement(&journal->database, statement, &step);
	if (!row)
		return step;
	lib->sqlite3_bind_int64(row, 1, given);
	step = wc_database_step(&journal->database, row);
	if (step == WC_STEP_ROW)
		*ret_number = lib->sqlite3_column_type(row, 0) == SQLITE_NULL ? none : lib->sqlite3_column_int64(row, 0);
	wc_database_done(&journal->database, row);
	return step == WC_STEP_ROW ? WC_STEP_DONE : step;
}

static enum wc_database_step
hash_of(struct wc_journal *journal, int64_t sequence, uint8_t ret_hash[WC_SHA256_BYTES])
{
	enum wc_database_step step = WC_STEP_FAILED;
	const struct wc_sqlite *lib = journal->database.lib;
	sqlite3_stmt *row = wc_database_statement(&journal->database, WC_JOURNAL_HASH_OF, &step);
	if (!row)
		return step;
	lib->sqlite3_bind_int64(row, 1, sequence);
	step = wc_database_step(&journal->database, row);
	if (step == WC_STEP_ROW)
		memcpy(ret_hash, lib->sqlite3_column_blob(row, 0), WC_SHA256_BYTES);
	wc_database_done(&journal->database, row);
	return step == WC_STEP_ROW ? WC_STEP_DONE : WC_STEP_DAMAGED;
}

/* The last entry that goes; it may be one that has gone already. Only a row of entries from the start on can go. */
static enum wc_database_step
find_last(struct wc_journal *journal, const struct wc_journal_retention *retention, const struct wc_journal_head *head,
          int64_t *ret_last)
{
	int64_t first = 0;
	if (!retention->before) {
		*ret_last = head->last - retention->keep;
		return WC_STEP_DONE;
	}
	enum wc_database_step step = ask(journal, WC_JOURNAL_FIRST_SINCE, retention->before, head->last + 1, &first);
	*ret_last = step == WC_STEP_DONE ? first - 1 : 0;
	return step;
}

/* Removes entries up to `last`, and says so at the end of the chain. */
static enum wc_database_step
remove_up_to(struct wc_journal *journal, struct wc_journal_head *head, int64_t last)
{
	char sql[96], hash[WC_DIGEST_TEXT];
	enum wc_database_step step = hash_of(journal, last, head->pruned_hash);
	head->pruned = last;
	struct wc_journal_row row = {.link = {.milliseconds = wc_clock_now_ms(), .kind = WC_JOURNAL_PRUNE, .about = last,
	                                      .word = WC_LINK_NONE, .code = WC_LINK_NONE,
	                                      .detail = wc_digest_print(head->pruned_hash, hash), .detail_length = strlen(hash)}};
	snprintf(sql, sizeof(sql), "DELETE FROM entry WHERE sequence <= %" PRId64, last);
	if (step == WC_STEP_DONE)
		step = wc_database_run(&journal->database, sql);
	if (step == WC_STEP_DONE)
		step = wc_database_run(&journal->database, leftovers);
	if (step == WC_STEP_DONE)
		step = wc_journal_append(journal, head, &row);
	return step == WC_STEP_DONE ? wc_journal_head_write(journal, head) : step;
}

/* Within the transaction: removes what is to go, and commits. */
static enum wc_database_step
prune(struct wc_journal *journal, const struct wc_journal_retention *retention, int64_t *ret_removed)
{
	struct wc_journal_head head;
	int64_t last = 0;
	enum wc_database_step step = wc_journal_head_read(journal, &head);
	if (step == WC_STEP_DONE)
		step = find_last(journal, retention, &head, &last);
	*ret_removed = step == WC_STEP_DONE && last > head.pruned ? last - head.pruned : 0;
	if (*ret_removed)
		step = remove_up_to(journal, &head, last);
	return step == WC_STEP_DONE ? wc_database_run(&journal->database, "COMMIT") : step;
}

/* What does not verify is evidence. */
static bool
is_sound(struct wc_journal *journal, struct wc_err *err)
{
	struct wc_journal_check check;
	wc_arena *arena = wc_arena_new();
	bool sound = wc_journal_verify(journal, arena, NULL, &check, err);
	if (sound && check.fault_count) {
		wc_fail(err, WC_FAULT_SYSTEM, "nothing is pruned: the journal does not verify (%.300s)", check.faults[0]);
		wc_hint(err, "`wincompat log verify` says everything; it is evidence, move it away");
		sound = false;
	}
	wc_arena_free(arena);
	return sound;
}

bool
wc_journal_prune(struct wc_journal *journal, const struct wc_journal_retention *retention, int64_t *ret_removed,
                 struct wc_err *err)
{
	int64_t removed = 0;
	if (!wc_journal_ready(journal, err))
		return false;
	enum wc_database_step step = wc_database_begin(&journal->database);
	if (step != WC_STEP_DONE)
		return wc_journal_failed(journal, step, err);
	bool sound = is_sound(journal, err);
	if (sound && (step = prune(journal, retention, &removed)) != WC_STEP_DONE)
		wc_journal_failed(journal, step, err);
	if (!sound || step != WC_STEP_DONE) {
		wc_database_run(&journal->database, "ROLLBACK");
		return false;
	}
	/* Gives the space back; where others are at it, it is given back later. */
	wc_database_run(&journal->database, "PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE)");
	*ret_removed = removed;
	return true;
}
