/* The tables of the journal, and everything that is asked of them. */
#include "store/journal_schema.h"

#include "model/journal.h"

/*
 * An entry is small: what was decided on what (the matter) and long texts are kept once, by their digest, however often they
 * recur. Space that pruning frees is given back page by page.
 */
#define COLUMN_MADE(id, name) " " name " TEXT,"
#define COLUMN_LISTED(id, name) ", m." name
static const char schema[] =
	"CREATE TABLE text(id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE CHECK(length(digest) = 32), bytes TEXT NOT NULL);"
	"CREATE TABLE matter(id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE CHECK(length(digest) = 32),"
	WC_JOURNAL_COLUMNS(COLUMN_MADE)
	" host_text INTEGER NOT NULL, image_text INTEGER NOT NULL, verdict_text INTEGER NOT NULL);"
	"CREATE TABLE entry(sequence INTEGER PRIMARY KEY, time INTEGER NOT NULL, kind INTEGER NOT NULL, matter INTEGER, request INTEGER,"
	" about INTEGER, word INTEGER, code INTEGER, detail TEXT, hash BLOB NOT NULL CHECK(length(hash) = 32));"
	"CREATE INDEX outcome ON entry(about) WHERE about IS NOT NULL;"
	"CREATE TABLE head(one INTEGER PRIMARY KEY CHECK(one = 1), pruned INTEGER NOT NULL, pruned_hash BLOB NOT NULL,"
	" last INTEGER NOT NULL, last_hash BLOB NOT NULL);"
	"INSERT INTO head VALUES(1, 0, zeroblob(32), 0, zeroblob(32));";

/* Everything of an entry; a decision's outcome is its newest. */
#define ENTRY_LISTED \
	"SELECT e.sequence, e.time, e.kind, ifnull(e.about, o.about), ifnull(e.word, o.word), ifnull(e.code, o.code)," \
	" ifnull(e.detail, o.detail), o.time, e.hash, h.bytes, i.bytes, v.bytes, r.bytes" WC_JOURNAL_COLUMNS(COLUMN_LISTED) \
	" FROM entry e LEFT JOIN matter m ON m.id = e.matter LEFT JOIN text h ON h.id = m.host_text" \
	" LEFT JOIN text i ON i.id = m.image_text LEFT JOIN text v ON v.id = m.verdict_text LEFT JOIN text r ON r.id = e.request" \
	" LEFT JOIN entry o ON e.kind = 1 AND o.sequence = (SELECT max(sequence) FROM entry WHERE about = e.sequence AND kind = 2)"

/* By what entries are chosen; a parameter that is NULL chooses all. */
#define WANTED \
	" WHERE e.sequence BETWEEN ?1 AND ?2 AND (?3 IS NULL OR e.kind = ?3) AND e.time >= ?4 AND e.time < ?5" \
	" AND (?6 IS NULL OR m.host GLOB ?6) AND (?7 IS NULL OR m.image GLOB ?7) AND (?8 IS NULL OR m.decision = ?8)" \
	" AND (?9 IS NULL OR m.command = ?9) AND (?10 IS NULL OR instr(' ' || m.rules || ' ', ' ' || ?10 || ' '))"

static const char *const statements[] = {
	[WC_JOURNAL_HEAD] = "SELECT pruned, pruned_hash, last, last_hash FROM head",
	[WC_JOURNAL_SET_HEAD] = "UPDATE head SET pruned = ?1, pruned_hash = ?2, last = ?3, last_hash = ?4",
	[WC_JOURNAL_FIND_TEXT] = "SELECT id FROM text WHERE digest = ?1",
	[WC_JOURNAL_ADD_TEXT] = "INSERT INTO text(digest, bytes) VALUES(?1, ?2) RETURNING id",
	[WC_JOURNAL_FIND_MATTER] = "SELECT id FROM matter WHERE digest = ?1",
	[WC_JOURNAL_ADD_MATTER] = "INSERT INTO matter VALUES(NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"
	                          " RETURNING id",
	[WC_JOURNAL_ADD_ENTRY] = "INSERT INTO entry VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
	[WC_JOURNAL_START] = "SELECT min(sequence) FROM (SELECT e.sequence FROM entry e LEFT JOIN matter m ON m.id = e.matter" WANTED
	                     " ORDER BY e.sequence DESC LIMIT ?11)",
	[WC_JOURNAL_LIST] = ENTRY_LISTED WANTED " ORDER BY e.sequence",
	[WC_JOURNAL_CHAIN] = "SELECT e.sequence, e.time, e.kind, m.digest, r.digest, e.about, e.word, e.code, e.detail, e.hash"
	                     " FROM entry e LEFT JOIN matter m ON m.id = e.matter LEFT JOIN text r ON r.id = e.request ORDER BY e.sequence",
	[WC_JOURNAL_TEXTS_ALL] = "SELECT digest, bytes FROM text ORDER BY id",
	[WC_JOURNAL_MATTERS_ALL] = "SELECT m.digest, h.digest, i.digest, v.digest" WC_JOURNAL_COLUMNS(COLUMN_LISTED)
	                           " FROM matter m LEFT JOIN text h ON h.id = m.host_text LEFT JOIN text i ON i.id = m.image_text"
	                           " LEFT JOIN text v ON v.id = m.verdict_text ORDER BY m.id",
	[WC_JOURNAL_LAST_PRUNE] = "SELECT about, detail FROM entry WHERE kind = 3 ORDER BY sequence DESC LIMIT 1",
	[WC_JOURNAL_STRANGERS] = "SELECT type || ' ' || name FROM sqlite_schema WHERE name NOT IN ('text', 'matter', 'entry', 'head', 'outcome')"
	                         " AND NOT (type = 'index' AND sql IS NULL)",
	[WC_JOURNAL_INTEGRITY] = "PRAGMA integrity_check(5)",
	[WC_JOURNAL_FIRST_SINCE] = "SELECT min(sequence) FROM entry WHERE time >= ?1",
	[WC_JOURNAL_HASH_OF] = "SELECT hash FROM entry WHERE sequence = ?1",
	[WC_JOURNAL_STATEMENTS] = NULL,
};

const struct wc_database_kind wc_journal_kind = {
	.name = "the journal",
	.mark = 0x57434d4a, /* "WCMJ" */
	.edition = 1,
	.schema = schema,
	.statement = statements,
	.aside_hint = "keep the old file: it is a record; `wincompat log verify --journal` on it says what is wrong with it",
	.failed_hint = "is the disk full, or the folder on a network drive? --journal FILE names another place",
	.before = "PRAGMA synchronous=FULL; PRAGMA auto_vacuum=INCREMENTAL",
	.is_record = true,
};
