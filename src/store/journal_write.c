/* wc_journal: writing entries behind the head, whole transactions at a time. */
#include "io/clock.h"
#include "io/state.h"
#include "store/journal_private.h"

#include <string.h>

static bool
copy_hash(const struct wc_database *database, sqlite3_stmt *row, int column, uint8_t ret_hash[WC_SHA256_BYTES])
{
	const void *hash = database->lib->sqlite3_column_blob(row, column);
	if (!hash || database->lib->sqlite3_column_bytes(row, column) != WC_SHA256_BYTES)
		return false;
	memcpy(ret_hash, hash, WC_SHA256_BYTES);
	return true;
}

enum wc_database_step
wc_journal_head_read(struct wc_journal *journal, struct wc_journal_head *ret_head)
{
	const struct wc_database *database = &journal->database;
	enum wc_database_step step = WC_STEP_FAILED;
	sqlite3_stmt *row = wc_database_statement(&journal->database, WC_JOURNAL_HEAD, &step);
	if (!row)
		return step;
	step = wc_database_step(database, row);
	if (step == WC_STEP_ROW) {
		ret_head->pruned = database->lib->sqlite3_column_int64(row, 0);
		ret_head->last = database->lib->sqlite3_column_int64(row, 2);
		if (!copy_hash(database, row, 1, ret_head->pruned_hash) || !copy_hash(database, row, 3, ret_head->last_hash))
			step = WC_STEP_DONE;
	}
	wc_database_done(database, row);
	return step == WC_STEP_ROW ? WC_STEP_DONE : step == WC_STEP_DONE ? WC_STEP_DAMAGED : step;
}

/* Runs a statement that gives no row. */
static enum wc_database_step
finish(struct wc_journal *journal, sqlite3_stmt *statement)
{
	enum wc_database_step step = wc_database_step(&journal->database, statement);
	wc_database_done(&journal->database, statement);
	return step;
}

enum wc_database_step
wc_journal_head_write(struct wc_journal *journal, const struct wc_journal_head *head)
{
	enum wc_database_step step = WC_STEP_FAILED;
	const struct wc_sqlite *lib = journal->database.lib;
	sqlite3_stmt *row = wc_database_statement(&journal->database, WC_JOURNAL_SET_HEAD, &step);
	if (!row)
		return step;
	lib->sqlite3_bind_int64(row, 1, head->pruned);
	lib->sqlite3_bind_blob(row, 2, head->pruned_hash, WC_SHA256_BYTES, SQLITE_STATIC);
	lib->sqlite3_bind_int64(row, 3, head->last);
	lib->sqlite3_bind_blob(row, 4, head->last_hash, WC_SHA256_BYTES, SQLITE_STATIC);
	return finish(journal, row);
}

static void
bind_number(const struct wc_sqlite *lib, sqlite3_stmt *row, int at, int64_t number, int64_t none)
{
	if (number != none)
		lib->sqlite3_bind_int64(row, at, number);
}

enum wc_database_step
wc_journal_append(struct wc_journal *journal, struct wc_journal_head *head, struct wc_journal_row *row)
{
	struct wc_journal_link *link = &row->link;
	enum wc_database_step step = WC_STEP_FAILED;
	const struct wc_sqlite *lib = journal->database.lib;
	sqlite3_stmt *s = wc_database_statement(&journal->database, WC_JOURNAL_ADD_ENTRY, &step);
	if (!s)
		return step;
	uint8_t hash[WC_SHA256_BYTES];
	link->sequence = head->last + 1;
	link->matter = row->matter ? row->matter_digest : NULL;
	link->request = row->request ? row->request_digest : NULL;
	wc_journal_link_hash(&journal->bytes, head->last_hash, link, hash);
	lib->sqlite3_bind_int64(s, 1, link->sequence);
	lib->sqlite3_bind_int64(s, 2, link->milliseconds);
	lib->sqlite3_bind_int64(s, 3, link->kind);
	bind_number(lib, s, 4, row->matter, 0);
	bind_number(lib, s, 5, row->request, 0);
	bind_number(lib, s, 6, link->about, WC_LINK_NONE);
	bind_number(lib, s, 7, link->word, WC_LINK_NONE);
	bind_number(lib, s, 8, link->code, WC_LINK_NONE);
	lib->sqlite3_bind_text(s, 9, link->detail, (int)link->detail_length, SQLITE_STATIC);
	lib->sqlite3_bind_blob(s, 10, hash, sizeof(hash), SQLITE_STATIC);
	step = finish(journal, s);
	head->last = link->sequence;
	memcpy(head->last_hash, hash, sizeof(hash));
	return step;
}

/* What is to be written in one transaction: decisions, or an outcome. */
struct work {
	const struct wc_journal_decision *decisions;
	size_t count;
	const struct wc_journal_outcome *outcome;
};

static enum wc_database_step
add_decision(struct wc_journal *journal, struct wc_journal_head *head, const struct wc_journal_decision *decision,
             struct wc_journal_alike alike[WC_JOURNAL_ALIKE])
{
	struct wc_journal_row row = {.link = {.milliseconds = decision->milliseconds ? decision->milliseconds : wc_clock_now_ms(),
	                                      .kind = WC_JOURNAL_DECISION, .about = WC_LINK_NONE, .word = WC_LINK_NONE, .code = WC_LINK_NONE}};
	enum wc_database_step step = wc_journal_intern(journal, decision, alike, &row);
	return step == WC_STEP_DONE ? wc_journal_append(journal, head, &row) : step;
}

static enum wc_database_step
add_outcome(struct wc_journal *journal, struct wc_journal_head *head, const struct wc_journal_outcome *outcome)
{
	struct wc_journal_row row = {.link = {.milliseconds = wc_clock_now_ms(), .kind = WC_JOURNAL_OUTCOME, .about = outcome->about,
	                                      .word = outcome->word, .code = outcome->code == WC_NO_CODE ? WC_LINK_NONE : outcome->code,
	                                      .detail = outcome->detail,
	                                      .detail_length = outcome->detail ? strlen(outcome->detail) : 0}};
	return wc_journal_append(journal, head, &row);
}

/* All of the work behind the head. */
static enum wc_database_step
add_all(struct wc_journal *journal, const struct work *work, int64_t *ret_first)
{
	struct wc_journal_head head;
	struct wc_journal_alike alike[WC_JOURNAL_ALIKE] = {0};
	enum wc_database_step step = wc_journal_head_read(journal, &head);
	if (step == WC_STEP_DONE && head.pruned != journal->memo_pruned) {
		wc_memo_empty(journal->memo);
		journal->memo_pruned = head.pruned;
	}
	*ret_first = head.last + 1;
	for (size_t i = 0; i < work->count && step == WC_STEP_DONE; i++)
		step = add_decision(journal, &head, &work->decisions[i], alike);
	if (step == WC_STEP_DONE && work->outcome)
		step = add_outcome(journal, &head, work->outcome);
	return step == WC_STEP_DONE ? wc_journal_head_write(journal, &head) : step;
}

/* One transaction. `err` says why it failed before anything else is asked of SQLite. */
static enum wc_database_step
write_once(struct wc_journal *journal, const struct work *work, int64_t *ret_first, struct wc_err *err)
{
	enum wc_database_step step = wc_database_begin(&journal->database);
	if (step == WC_STEP_DONE)
		step = add_all(journal, work, ret_first);
	if (step == WC_STEP_DONE)
		step = wc_database_run(&journal->database, "COMMIT");
	if (step == WC_STEP_DONE)
		return step;
	wc_journal_failed(journal, step, err);
	wc_database_run(&journal->database, "ROLLBACK");
	wc_memo_empty(journal->memo);
	return step;
}

static bool
write_work(struct wc_journal *journal, const struct work *work, int64_t *ret_first, struct wc_err *err)
{
	struct wc_err aside = {0};
	if (!wc_journal_ready(journal, err))
		return false;
	enum wc_database_step step = write_once(journal, work, ret_first, err);
	if (step != WC_STEP_DAMAGED || journal->required)
		return step == WC_STEP_DONE;
	if (!wc_database_renew(&journal->database, &aside, err))
		return false;
	journal->identity = wc_state_identity(journal->path);
	if (aside.text[0])
		journal->word = aside;
	return write_once(journal, work, ret_first, err) == WC_STEP_DONE;
}

bool
wc_journal_write(struct wc_journal *journal, const struct wc_journal_decision *decisions, size_t count, int64_t *ret_first,
                 struct wc_err *err)
{
	int64_t first = 0;
	if (!write_work(journal, &(struct work){.decisions = decisions, .count = count}, &first, err))
		return false;
	if (ret_first)
		*ret_first = first;
	return true;
}

bool
wc_journal_write_outcome(struct wc_journal *journal, const struct wc_journal_outcome *outcome, struct wc_err *err)
{
	int64_t first;
	return write_work(journal, &(struct work){.outcome = outcome}, &first, err);
}
