/* wc_journal: is everything as it was written? */
#include "store/journal_private.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* The verification while it runs. */
struct verify {
	struct wc_journal *journal;
	const struct wc_sqlite *lib;
	wc_arena *arena;
	struct wc_journal_check check;
	struct wc_journal_head head;
	struct wc_text bytes;
	int64_t wanted; /* a head that was kept elsewhere: its sequence number, 0: none */
	uint8_t wanted_hash[WC_SHA256_BYTES];
	bool wanted_met;
};

__attribute__((format(printf, 2, 3))) static void
fault(struct verify *v, const char *format, ...)
{
	va_list args;
	if (v->check.fault_count < WC_JOURNAL_FAULTS) {
		va_start(args, format);
		v->check.faults[v->check.fault_count] = wc_vprintf(v->arena, format, args);
		va_end(args);
	}
	v->check.fault_count++;
}

/* The digest in a column, or NULL. */
static const uint8_t *
digest(const struct verify *v, sqlite3_stmt *row, int column)
{
	const void *bytes = v->lib->sqlite3_column_blob(row, column);
	return bytes && v->lib->sqlite3_column_bytes(row, column) == WC_SHA256_BYTES ? bytes : NULL;
}

static struct wc_journal_value
value(const struct verify *v, sqlite3_stmt *row, int column)
{
	const char *bytes = (const char *)v->lib->sqlite3_column_text(row, column);
	return (struct wc_journal_value){bytes, bytes ? (size_t)v->lib->sqlite3_column_bytes(row, column) : 0};
}

static int64_t
number(const struct verify *v, sqlite3_stmt *row, int column)
{
	return v->lib->sqlite3_column_type(row, column) == SQLITE_NULL ? WC_LINK_NONE : v->lib->sqlite3_column_int64(row, column);
}

typedef void look_at(struct verify *v, sqlite3_stmt *row);

/* Looks at every row of a statement. A file that cannot be read on is a fault. */
static void
each(struct verify *v, enum wc_journal_statement statement, const char *what, look_at *look)
{
	enum wc_database_step step = WC_STEP_FAILED;
	struct wc_database *database = &v->journal->database;
	sqlite3_stmt *row = wc_database_statement(database, statement, &step);
	while (row && (step = wc_database_step(database, row)) == WC_STEP_ROW)
		look(v, row);
	if (step != WC_STEP_DONE)
		fault(v, "%s cannot be read: %s", what, wc_database_why(database));
	if (row)
		wc_database_done(database, row);
}

static void
look_structure(struct verify *v, sqlite3_stmt *row)
{
	const char *said = (const char *)v->lib->sqlite3_column_text(row, 0);
	if (!said || strcmp(said, "ok") != 0)
		fault(v, "the file is damaged: %.200s", said ? said : "?");
}

/* Views and triggers could show, or do, what was never written. */
static void
look_stranger(struct verify *v, sqlite3_stmt *row)
{
	const char *name = (const char *)v->lib->sqlite3_column_text(row, 0);
	fault(v, "the %.200s was put into the file", name ? name : "?");
}

/* What a digest stands for was changed; which it was is known by the digest that it had. */
static void
changed(struct verify *v, const char *what, const uint8_t *was)
{
	char text[WC_DIGEST_TEXT];
	fault(v, "%s was changed: %s", what, was ? wc_digest_print(was, text) : "its digest is no digest");
}

static void
look_text(struct verify *v, sqlite3_stmt *row)
{
	uint8_t now[WC_SHA256_BYTES];
	const uint8_t *was = digest(v, row, 0);
	struct wc_journal_value text = value(v, row, 1);
	wc_sha256(text.bytes, text.length, now);
	if (!was || !text.bytes || memcmp(was, now, sizeof(now)) != 0)
		changed(v, "a text (facts, a request or a verdict)", was);
}

static void
look_matter(struct verify *v, sqlite3_stmt *row)
{
	enum { TEXTS = 1, COLUMNS = TEXTS + WC_JOURNAL_MATTER_TEXTS };
	uint8_t now[WC_SHA256_BYTES];
	struct wc_journal_value columns[WC_JOURNAL_COLUMN_COUNT];
	const uint8_t *texts[WC_JOURNAL_MATTER_TEXTS], *was = digest(v, row, 0);
	for (int i = 0; i < WC_JOURNAL_MATTER_TEXTS; i++)
		texts[i] = digest(v, row, TEXTS + i);
	for (int i = 0; i < WC_JOURNAL_COLUMN_COUNT; i++)
		columns[i] = value(v, row, COLUMNS + i);
	wc_journal_matter_bytes(&v->bytes, columns, texts);
	wc_sha256(v->bytes.bytes, v->bytes.length, now);
	if (!was || memcmp(was, now, sizeof(now)) != 0)
		changed(v, "a matter (what was decided on what)", was);
}

/* Says which entries are not there; `next` is the one that is. */
static void
missing(struct verify *v, int64_t first, int64_t next)
{
	if (next - first == 1)
		fault(v, "entry %" PRId64 " is missing", first);
	else
		fault(v, "entries %" PRId64 " to %" PRId64 " are missing", first, next - 1);
}

static void
look_link(struct verify *v, sqlite3_stmt *row)
{
	uint8_t now[WC_SHA256_BYTES];
	struct wc_journal_value detail = value(v, row, 8);
	struct wc_journal_link link = {
		.sequence = v->lib->sqlite3_column_int64(row, 0), .milliseconds = number(v, row, 1), .kind = number(v, row, 2),
		.matter = digest(v, row, 3), .request = digest(v, row, 4),
		.about = number(v, row, 5), .word = number(v, row, 6), .code = number(v, row, 7),
		.detail = detail.bytes, .detail_length = detail.length,
	};
	const uint8_t *was = digest(v, row, 9);
	bool follows = link.sequence == v->check.last + 1;
	wc_journal_link_hash(&v->bytes, v->head.last_hash, &link, now);
	if (!follows)
		missing(v, v->check.last + 1, link.sequence);
	else if (!was || memcmp(was, now, sizeof(now)) != 0)
		fault(v, "entry %" PRId64 " was changed, or what stands before it", link.sequence);
	memcpy(v->head.last_hash, was ? was : now, sizeof(now));
	v->check.last = link.sequence;
	v->check.entries++;
	if (link.sequence == v->wanted)
		v->wanted_met = memcmp(v->head.last_hash, v->wanted_hash, sizeof(now)) == 0;
}

/* The entry that says what was removed names the same end as the head does. */
static void
look_prune(struct verify *v, sqlite3_stmt *row)
{
	char text[WC_DIGEST_TEXT];
	struct wc_journal_value said = value(v, row, 1);
	if (v->lib->sqlite3_column_int64(row, 0) != v->head.pruned || !said.bytes ||
	    strcmp(said.bytes, wc_digest_print(v->head.pruned_hash, text)) != 0)
		fault(v, "the newest entry about pruning does not say that entries up to %" PRId64 " were removed", v->head.pruned);
	v->head.pruned = -1;
}

/* The chain from the end that pruning left to the head. */
static void
verify_chain(struct verify *v)
{
	struct wc_journal_head head = {0};
	enum wc_database_step step = wc_journal_head_read(v->journal, &head);
	if (step != WC_STEP_DONE)
		fault(v, "the head is missing: entries may have been removed at the end");
	v->head = head;
	v->check.pruned = v->check.last = head.pruned;
	memcpy(v->head.last_hash, head.pruned_hash, WC_SHA256_BYTES);
	if (v->wanted && v->wanted == head.pruned)
		v->wanted_met = memcmp(head.pruned_hash, v->wanted_hash, WC_SHA256_BYTES) == 0;
	each(v, WC_JOURNAL_CHAIN, "the chain", look_link);
	if (step == WC_STEP_DONE && v->check.last < head.last)
		missing(v, v->check.last + 1, head.last + 1);
	else if (step == WC_STEP_DONE && v->check.last > head.last)
		fault(v, "entries after %" PRId64 " were added by something else", head.last);
	else if (step == WC_STEP_DONE && memcmp(v->head.last_hash, head.last_hash, WC_SHA256_BYTES) != 0)
		fault(v, "the last entry, %" PRId64 ", is not the one that was written", head.last);
	each(v, WC_JOURNAL_LAST_PRUNE, "the chain", look_prune);
	if (v->head.pruned > 0)
		fault(v, "entries up to %" PRId64 " are missing, and no entry says that they were pruned", v->head.pruned);
}

/* "1042:sha256:…" */
static bool
read_head(struct verify *v, const char *head, struct wc_err *err)
{
	char *end = NULL;
	if (!head)
		return true;
	v->wanted = strtoll(head, &end, 10);
	if (v->wanted > 0 && head[0] >= '0' && head[0] <= '9' && *end == ':' && wc_digest_parse(end + 1, v->wanted_hash))
		return true;
	wc_fail(err, WC_FAULT_INPUT, "'%.100s' is no head", head);
	return wc_hint(err, "take the one that `log verify` printed: NUMBER:sha256:64 hex digits");
}

static void
verify_all(struct verify *v)
{
	each(v, WC_JOURNAL_STRANGERS, "the schema", look_stranger);
	if (v->check.fault_count)
		return;
	each(v, WC_JOURNAL_INTEGRITY, "the file", look_structure);
	each(v, WC_JOURNAL_TEXTS_ALL, "the texts", look_text);
	each(v, WC_JOURNAL_MATTERS_ALL, "the matters", look_matter);
	verify_chain(v);
}

bool
wc_journal_verify(struct wc_journal *journal, wc_arena *arena, const char *head, struct wc_journal_check *ret_check,
                  struct wc_err *err)
{
	bool there;
	char text[WC_DIGEST_TEXT];
	struct verify v = {.journal = journal, .arena = arena, .bytes.arena = arena,
	                   .check.faults = wc_array(arena, const char *, WC_JOURNAL_FAULTS)};
	if (!read_head(&v, head, err) || !wc_journal_ready_to_read(journal, &there, err))
		return false;
	v.lib = journal->database.lib;
	if (there) {
		bool own = wc_database_run(&journal->database, "BEGIN") == WC_STEP_DONE; /* not where pruning began one */
		verify_all(&v);
		if (own)
			wc_database_run(&journal->database, "COMMIT");
	}
	if (v.wanted && !v.wanted_met)
		fault(&v, "the chain does not go through %s: %s", head,
		      v.wanted < v.check.pruned ? "that entry was pruned" : v.wanted > v.check.last ? "it ends before" : "entries were replaced");
	v.check.head = wc_printf(arena, "%" PRId64 ":%s", v.check.last, wc_digest_print(v.head.last_hash, text));
	*ret_check = v.check;
	return true;
}
