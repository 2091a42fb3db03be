/* wc_journal: reading entries back. */
#include "store/journal_private.h"

/* The columns of WC_JOURNAL_LIST, in its order. */
enum column {
	SEQUENCE,
	TIME,
	KIND,
	ABOUT,
	WORD,
	CODE,
	DETAIL,
	OUTCOME_TIME,
	HASH,
	TEXTS,
	COLUMNS = TEXTS + WC_JOURNAL_TEXT_COUNT
};

static int64_t
number(const struct wc_sqlite *lib, sqlite3_stmt *row, int column, int64_t none)
{
	return lib->sqlite3_column_type(row, column) == SQLITE_NULL ? none : lib->sqlite3_column_int64(row, column);
}

static const char *
text(const struct wc_sqlite *lib, sqlite3_stmt *row, int column)
{
	return (const char *)lib->sqlite3_column_text(row, column);
}

static struct wc_journal_entry
entry_of(const struct wc_sqlite *lib, sqlite3_stmt *row, bool texts, char hash[WC_DIGEST_TEXT])
{
	struct wc_journal_entry entry = {
		.sequence = lib->sqlite3_column_int64(row, SEQUENCE),
		.kind = (uint8_t)lib->sqlite3_column_int64(row, KIND),
		.decision.milliseconds = lib->sqlite3_column_int64(row, TIME),
		.outcome = {
			.about = number(lib, row, ABOUT, 0),
			.word = (uint8_t)number(lib, row, WORD, WC_OUTCOME_NONE),
			.code = number(lib, row, CODE, WC_NO_CODE),
			.detail = text(lib, row, DETAIL),
		},
		.outcome_milliseconds = number(lib, row, OUTCOME_TIME, 0),
	};
	for (int i = 0; texts && i < WC_JOURNAL_TEXT_COUNT; i++)
		entry.decision.text[i] = text(lib, row, TEXTS + i);
	for (int i = 0; i < WC_JOURNAL_COLUMN_COUNT; i++)
		entry.decision.column[i] = text(lib, row, COLUMNS + i);
	const void *bytes = lib->sqlite3_column_blob(row, HASH);
	if (bytes && lib->sqlite3_column_bytes(row, HASH) == WC_SHA256_BYTES)
		entry.hash = wc_digest_print(bytes, hash);
	return entry;
}

static void
bind_text(const struct wc_sqlite *lib, sqlite3_stmt *row, int at, const char *value)
{
	if (value)
		lib->sqlite3_bind_text(row, at, value, -1, SQLITE_STATIC);
}

/* The parameters that choose entries (WANTED). */
static void
bind(const struct wc_sqlite *lib, sqlite3_stmt *row, const struct wc_journal_filter *filter)
{
	lib->sqlite3_bind_int64(row, 1, filter->first);
	lib->sqlite3_bind_int64(row, 2, filter->last ? filter->last : INT64_MAX);
	if (filter->kind)
		lib->sqlite3_bind_int64(row, 3, filter->kind);
	lib->sqlite3_bind_int64(row, 4, filter->since ? filter->since : INT64_MIN);
	lib->sqlite3_bind_int64(row, 5, filter->until ? filter->until : INT64_MAX);
	bind_text(lib, row, 6, filter->host);
	bind_text(lib, row, 7, filter->image);
	bind_text(lib, row, 8, filter->decision);
	bind_text(lib, row, 9, filter->command);
	bind_text(lib, row, 10, filter->rule);
}

/* Where the newest `filter->most` begin. */
static enum wc_database_step
find_start(struct wc_journal *journal, struct wc_journal_filter *filter)
{
	enum wc_database_step step = WC_STEP_FAILED;
	const struct wc_sqlite *lib = journal->database.lib;
	sqlite3_stmt *row = wc_database_statement(&journal->database, WC_JOURNAL_START, &step);
	if (!row)
		return step;
	bind(lib, row, filter);
	lib->sqlite3_bind_int64(row, 11, filter->most);
	step = wc_database_step(&journal->database, row);
	if (step == WC_STEP_ROW)
		filter->first = number(lib, row, 0, filter->first);
	wc_database_done(&journal->database, row);
	return step == WC_STEP_ROW ? WC_STEP_DONE : step;
}

static enum wc_database_step
visit_all(struct wc_journal *journal, const struct wc_journal_filter *filter, wc_journal_visit *visit, void *context)
{
	char hash[WC_DIGEST_TEXT];
	enum wc_database_step step = WC_STEP_FAILED;
	const struct wc_sqlite *lib = journal->database.lib;
	sqlite3_stmt *row = wc_database_statement(&journal->database, WC_JOURNAL_LIST, &step);
	if (!row)
		return step;
	bind(lib, row, filter);
	while ((step = wc_database_step(&journal->database, row)) == WC_STEP_ROW) {
		struct wc_journal_entry entry = entry_of(lib, row, filter->texts, hash);
		if (!visit(context, &entry)) {
			step = WC_STEP_DONE;
			break;
		}
	}
	wc_database_done(&journal->database, row);
	return step;
}

bool
wc_journal_read(struct wc_journal *journal, const struct wc_journal_filter *filter, wc_journal_visit *visit, void *context,
                struct wc_err *err)
{
	bool there;
	struct wc_journal_filter found = *filter;
	if (!wc_journal_ready_to_read(journal, &there, err))
		return false;
	if (!there)
		return true;
	enum wc_database_step step = wc_database_run(&journal->database, "BEGIN");
	if (step == WC_STEP_DONE && found.most)
		step = find_start(journal, &found);
	if (step == WC_STEP_DONE)
		step = visit_all(journal, &found, visit, context);
	if (step != WC_STEP_DONE)
		wc_journal_failed(journal, step, err);
	wc_database_run(&journal->database, "COMMIT");
	return step == WC_STEP_DONE;
}
