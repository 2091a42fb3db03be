/* wc_journal: opening and closing the file, and saying why it cannot be used. */
#include "store/journal.h"

#include "base/limits.h"
#include "io/state.h"
#include "store/journal_private.h"

enum { MEMO_SLOTS = 8192 };

struct wc_journal *
wc_journal_new(wc_arena *arena, const struct wc_journal_options *options)
{
	struct wc_journal *journal = wc_alloc(arena, sizeof(*journal));
	*journal = (struct wc_journal){.path = wc_copyz(arena, options->path), .required = options->required};
	return journal;
}

bool
wc_journal_is_there(const struct wc_journal *journal)
{
	return wc_state_size(journal->path) >= 0;
}

const char *
wc_journal_path(const struct wc_journal *journal)
{
	return journal->path;
}

void
wc_journal_close(struct wc_journal *journal)
{
	if (!journal)
		return;
	wc_database_close(&journal->database);
	wc_memo_free(journal->memo);
	wc_arena_free(journal->scratch);
	journal->memo = NULL;
	journal->scratch = NULL;
	journal->bytes = (struct wc_text){0};
}

const struct wc_err *
wc_journal_word(const struct wc_journal *journal)
{
	return journal && journal->word.text[0] ? &journal->word : NULL;
}

/* What the work needs beside the file. */
static void
prepare(struct wc_journal *journal)
{
	if (journal->scratch)
		return;
	journal->scratch = wc_arena_new();
	journal->bytes.arena = journal->scratch;
	journal->memo = wc_memo_new(WC_LIMIT_JOURNAL_MEMO, MEMO_SLOTS);
}

/* Lets go of a file that was moved away: its log goes into it, which SQLite does not do by itself then. */
static void
leave(struct wc_journal *journal)
{
	wc_database_run(&journal->database, "PRAGMA wal_checkpoint(TRUNCATE)");
	wc_database_close(&journal->database);
}

bool
wc_journal_ready(struct wc_journal *journal, struct wc_err *err)
{
	struct wc_err aside = {0};
	if (journal->database.db && journal->is_reading)
		wc_database_close(&journal->database);
	if (journal->database.db && journal->identity != wc_state_identity(journal->path))
		leave(journal);
	prepare(journal);
	if (journal->database.db)
		return true;
	journal->is_reading = false;
	wc_memo_empty(journal->memo);
	if (!wc_state_parent(journal->path, err) ||
	    !wc_database_open(&journal->database, &wc_journal_kind, journal->path, journal->required ? NULL : &aside, err))
		return false;
	journal->identity = wc_state_identity(journal->path);
	if (aside.text[0])
		journal->word = aside;
	return true;
}

bool
wc_journal_ready_to_read(struct wc_journal *journal, bool *ret_there, struct wc_err *err)
{
	prepare(journal);
	*ret_there = journal->database.db || wc_state_size(journal->path) >= 0;
	if (journal->database.db || !*ret_there)
		return true;
	journal->is_reading = true;
	return wc_database_open_to_read(&journal->database, &wc_journal_kind, journal->path, err);
}

bool
wc_journal_failed(const struct wc_journal *journal, enum wc_database_step step, struct wc_err *err)
{
	if (step == WC_STEP_BUSY) {
		wc_fail(err, WC_FAULT_SYSTEM, "the journal %.400s is held by another process for too long", journal->path);
		return wc_hint(err, "try again; is a program stopped in the middle of writing it?");
	}
	wc_fail(err, WC_FAULT_SYSTEM, "the journal %.400s cannot be used: %s", journal->path, wc_database_why(&journal->database));
	if (step == WC_STEP_DAMAGED)
		return wc_hint(err, "it is damaged: `wincompat log verify` says where; move it away, it is a record");
	return wc_hint(err, "%s", wc_journal_kind.failed_hint);
}
