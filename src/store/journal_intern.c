/* wc_journal: what recurs is kept once: texts and matters are looked up by their digest, and added where they are new. */
#include "store/journal_private.h"

#include <string.h>

enum kind { KIND_TEXT, KIND_MATTER };

/* The id that a statement with its parameters gives: of a row that was found, or of the one that was added. 0: none. */
static enum wc_database_step
id_of(struct wc_journal *journal, sqlite3_stmt *row, int64_t *ret_id)
{
	enum wc_database_step step = wc_database_step(&journal->database, row);
	*ret_id = step == WC_STEP_ROW ? journal->database.lib->sqlite3_column_int64(row, 0) : 0;
	wc_database_done(&journal->database, row);
	return step == WC_STEP_ROW ? WC_STEP_DONE : step;
}

static enum wc_database_step
find(struct wc_journal *journal, enum wc_journal_statement statement, const uint8_t *digest, int64_t *ret_id)
{
	enum wc_database_step step = WC_STEP_FAILED;
	sqlite3_stmt *row = wc_database_statement(&journal->database, statement, &step);
	if (!row)
		return step;
	journal->database.lib->sqlite3_bind_blob(row, 1, digest, WC_SHA256_BYTES, SQLITE_STATIC);
	return id_of(journal, row, ret_id);
}

static enum wc_database_step
add_text(struct wc_journal *journal, const struct wc_memo_item *item, int64_t *ret_id)
{
	enum wc_database_step step = WC_STEP_FAILED;
	const struct wc_sqlite *lib = journal->database.lib;
	sqlite3_stmt *row = wc_database_statement(&journal->database, WC_JOURNAL_ADD_TEXT, &step);
	if (!row)
		return step;
	lib->sqlite3_bind_blob(row, 1, item->digest, WC_SHA256_BYTES, SQLITE_STATIC);
	lib->sqlite3_bind_text(row, 2, item->bytes, (int)item->length, SQLITE_STATIC);
	return id_of(journal, row, ret_id);
}

/* The row of a text that is hardly ever there already: what came with one request. It would only drive others out of the memo. */
static enum wc_database_step
request_row(struct wc_journal *journal, const char *text, int64_t *ret_id, uint8_t ret_digest[WC_SHA256_BYTES])
{
	struct wc_memo_item item = {.bytes = text, .length = strlen(text)};
	wc_sha256(item.bytes, item.length, item.digest);
	enum wc_database_step step = find(journal, WC_JOURNAL_FIND_TEXT, item.digest, ret_id);
	memcpy(ret_digest, item.digest, WC_SHA256_BYTES);
	return step == WC_STEP_DONE && *ret_id == 0 ? add_text(journal, &item, ret_id) : step;
}

/* The row of a text. */
static enum wc_database_step
text_row(struct wc_journal *journal, const char *text, int64_t *ret_id, uint8_t ret_digest[WC_SHA256_BYTES])
{
	bool is_new;
	enum wc_database_step step = WC_STEP_DONE;
	const char *json = text ? text : "null";
	struct wc_memo_item *item = wc_memo_find(journal->memo, KIND_TEXT, json, strlen(json), &is_new);
	if (is_new)
		wc_sha256(item->bytes, item->length, item->digest);
	if (item->number == 0)
		step = find(journal, WC_JOURNAL_FIND_TEXT, item->digest, &item->number);
	if (step == WC_STEP_DONE && item->number == 0)
		step = add_text(journal, item, &item->number);
	*ret_id = item->number;
	memcpy(ret_digest, item->digest, WC_SHA256_BYTES);
	return step;
}

static enum wc_database_step
add_matter(struct wc_journal *journal, const struct wc_journal_decision *decision, const uint8_t *digest,
           const int64_t texts[WC_JOURNAL_MATTER_TEXTS], int64_t *ret_id)
{
	int at = 1;
	enum wc_database_step step = WC_STEP_FAILED;
	const struct wc_sqlite *lib = journal->database.lib;
	sqlite3_stmt *row = wc_database_statement(&journal->database, WC_JOURNAL_ADD_MATTER, &step);
	if (!row)
		return step;
	lib->sqlite3_bind_blob(row, at++, digest, WC_SHA256_BYTES, SQLITE_STATIC);
	for (unsigned i = 0; i < WC_JOURNAL_COLUMN_COUNT; i++)
		lib->sqlite3_bind_text(row, at++, decision->column[i], -1, SQLITE_STATIC);
	for (unsigned i = 0; i < WC_JOURNAL_MATTER_TEXTS; i++)
		lib->sqlite3_bind_int64(row, at++, texts[i]);
	return id_of(journal, row, ret_id);
}

static void
matter_bytes(struct wc_journal *journal, const struct wc_journal_decision *decision,
             uint8_t digests[WC_JOURNAL_MATTER_TEXTS][WC_SHA256_BYTES])
{
	struct wc_journal_value columns[WC_JOURNAL_COLUMN_COUNT];
	const uint8_t *texts[WC_JOURNAL_MATTER_TEXTS];
	for (unsigned i = 0; i < WC_JOURNAL_COLUMN_COUNT; i++)
		columns[i] = (struct wc_journal_value){decision->column[i], decision->column[i] ? strlen(decision->column[i]) : 0};
	for (unsigned i = 0; i < WC_JOURNAL_MATTER_TEXTS; i++)
		texts[i] = digests[i];
	wc_journal_matter_bytes(&journal->bytes, columns, texts);
}

/* The row of a matter. */
static enum wc_database_step
matter_row(struct wc_journal *journal, const struct wc_journal_decision *decision, const int64_t texts[WC_JOURNAL_MATTER_TEXTS],
           int64_t *ret_id, uint8_t ret_digest[WC_SHA256_BYTES])
{
	bool is_new;
	enum wc_database_step step = WC_STEP_DONE;
	struct wc_memo_item *item = wc_memo_find(journal->memo, KIND_MATTER, journal->bytes.bytes, journal->bytes.length, &is_new);
	if (is_new)
		wc_sha256(item->bytes, item->length, item->digest);
	if (item->number == 0)
		step = find(journal, WC_JOURNAL_FIND_MATTER, item->digest, &item->number);
	if (step == WC_STEP_DONE && item->number == 0)
		step = add_matter(journal, decision, item->digest, texts, &item->number);
	*ret_id = item->number;
	memcpy(ret_digest, item->digest, WC_SHA256_BYTES);
	return step;
}

static enum wc_database_step
intern_matter(struct wc_journal *journal, const struct wc_journal_decision *decision, struct wc_journal_row *ret_row)
{
	uint8_t digests[WC_JOURNAL_MATTER_TEXTS][WC_SHA256_BYTES];
	int64_t ids[WC_JOURNAL_MATTER_TEXTS];
	enum wc_database_step step = WC_STEP_DONE;
	for (unsigned i = 0; i < WC_JOURNAL_MATTER_TEXTS && step == WC_STEP_DONE; i++)
		step = text_row(journal, decision->text[i], &ids[i], digests[i]);
	if (step != WC_STEP_DONE)
		return step;
	matter_bytes(journal, decision, digests);
	return matter_row(journal, decision, ids, &ret_row->matter, ret_row->matter_digest);
}

/* A server's decisions: one that is like another has its matter, and a request of its own. */
static enum wc_database_step
intern_alike(struct wc_journal *journal, const struct wc_journal_decision *decision, struct wc_journal_alike *known,
             struct wc_journal_row *ret_row)
{
	enum wc_database_step step = WC_STEP_DONE;
	if (known->number != decision->alike) {
		step = intern_matter(journal, decision, ret_row);
		*known = (struct wc_journal_alike){.number = decision->alike, .matter = ret_row->matter};
		memcpy(known->digest, ret_row->matter_digest, WC_SHA256_BYTES);
	}
	ret_row->matter = known->matter;
	memcpy(ret_row->matter_digest, known->digest, WC_SHA256_BYTES);
	return step == WC_STEP_DONE ? request_row(journal, decision->text[WC_JOURNAL_TEXT_REQUEST], &ret_row->request, ret_row->request_digest) : step;
}

enum wc_database_step
wc_journal_intern(struct wc_journal *journal, const struct wc_journal_decision *decision, struct wc_journal_alike alike[WC_JOURNAL_ALIKE],
                  struct wc_journal_row *ret_row)
{
	const char *request = decision->text[WC_JOURNAL_TEXT_REQUEST];
	if (decision->alike && request)
		return intern_alike(journal, decision, &alike[decision->alike % WC_JOURNAL_ALIKE], ret_row);
	enum wc_database_step step = intern_matter(journal, decision, ret_row);
	return step == WC_STEP_DONE ? text_row(journal, request, &ret_row->request, ret_row->request_digest) : step;
}
