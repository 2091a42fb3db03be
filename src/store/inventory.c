/* wc_inventory: one file, one transaction an import. */
#include "store/inventory.h"

#include "io/clock.h"
#include "io/digest.h"
#include "io/state.h"
#include "store/database.h"

#include <stdio.h>
#include <string.h>

enum statement { FIND_FACTS, ADD_FACTS, FIND_ROW, PUT_ROW, ADD_SOURCE, FIND_SOURCE, ALL_FACTS, ALL_ROWS, STATEMENTS };

static const char schema[] =
	"CREATE TABLE facts(id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, digest BLOB NOT NULL UNIQUE CHECK(length(digest) = 32), bytes TEXT NOT NULL);"
	"CREATE TABLE source(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, time INTEGER NOT NULL);"
	"CREATE TABLE row(kind INTEGER NOT NULL, name TEXT NOT NULL, facts INTEGER NOT NULL, uses INTEGER NOT NULL, source INTEGER NOT NULL,"
	" import INTEGER NOT NULL, PRIMARY KEY(kind, name)) WITHOUT ROWID;";

static const char *const statements[] = {
	[FIND_FACTS] = "SELECT id FROM facts WHERE digest = ?1",
	[ADD_FACTS] = "INSERT INTO facts(kind, digest, bytes) VALUES(?1, ?2, ?3) RETURNING id",
	[FIND_ROW] = "SELECT facts, uses, source, import FROM row WHERE kind = ?1 AND name = ?2",
	[PUT_ROW] = "INSERT INTO row VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET facts = excluded.facts, uses = excluded.uses,"
	            " source = excluded.source, import = excluded.import",
	[ADD_SOURCE] = "INSERT INTO source(name, time) VALUES(?1, ?2) ON CONFLICT DO UPDATE SET time = excluded.time",
	[FIND_SOURCE] = "SELECT id, (SELECT ifnull(max(import), 0) + 1 FROM row) FROM source WHERE name = ?1",
	[ALL_FACTS] = "SELECT id, bytes FROM facts WHERE kind = ?1 AND id IN (SELECT facts FROM row WHERE kind = ?1) ORDER BY id",
	[ALL_ROWS] = "SELECT r.name, r.facts, r.uses, s.name FROM row r JOIN source s ON s.id = r.source WHERE r.kind = ?1 ORDER BY r.name",
	[STATEMENTS] = NULL,
};

static const struct wc_database_kind inventory_kind = {
	.name = "the inventory",
	.mark = 0x57434d46, /* "WCMF" */
	.edition = 1,
	.schema = schema,
	.statement = statements,
	.aside_hint = "import the hosts and images again; the old file stays where it is said to be",
	.failed_hint = "is the disk full, or the folder on a network drive? --fleet FILE names another place",
	.before = "PRAGMA synchronous=FULL",
	.is_record = true,
};

struct wc_inventory {
	struct wc_database database;
	const char *path;
	bool is_importing;
	enum wc_inventory_kind kind;
	int64_t source, import;
	struct wc_inventory_tally tally;
};

struct wc_inventory *
wc_inventory_new(wc_arena *arena, const char *path)
{
	struct wc_inventory *inventory = wc_alloc(arena, sizeof(*inventory));
	inventory->path = wc_copyz(arena, path);
	return inventory;
}

const char *
wc_inventory_path(const struct wc_inventory *inventory)
{
	return inventory->path;
}

bool
wc_inventory_is_there(const struct wc_inventory *inventory)
{
	return wc_state_size(inventory->path) >= 0;
}

static bool
failed(const struct wc_inventory *inventory, enum wc_database_step step, struct wc_err *err)
{
	if (step == WC_STEP_BUSY) {
		wc_fail(err, WC_FAULT_SYSTEM, "the inventory %.400s is held by another process for too long", inventory->path);
		return wc_hint(err, "try again; is a program stopped in the middle of an import?");
	}
	wc_fail(err, WC_FAULT_SYSTEM, "the inventory %.400s cannot be used: %s", inventory->path, wc_database_why(&inventory->database));
	return wc_hint(err, "%s", inventory_kind.failed_hint);
}

/* Runs a statement to its first row, or its end. */
static sqlite3_stmt *
begin_statement(struct wc_inventory *inventory, unsigned number, struct wc_err *err)
{
	enum wc_database_step step;
	sqlite3_stmt *s = wc_database_statement(&inventory->database, number, &step);
	if (!s)
		failed(inventory, step, err);
	return s;
}

static void
bind_text(const struct wc_inventory *inventory, sqlite3_stmt *s, int at, const char *text)
{
	inventory->database.lib->sqlite3_bind_text(s, at, text, (int)strlen(text), SQLITE_STATIC);
}

/* Runs a statement that gives no row. */
static bool
finish(struct wc_inventory *inventory, sqlite3_stmt *s, struct wc_err *err)
{
	enum wc_database_step step = wc_database_step(&inventory->database, s);
	bool good = step == WC_STEP_DONE || step == WC_STEP_ROW || failed(inventory, step, err);
	wc_database_done(&inventory->database, s);
	return good;
}

/* The numbers of the source and of this import. */
static bool
note_source(struct wc_inventory *inventory, const char *source, struct wc_err *err)
{
	const struct wc_sqlite *lib = inventory->database.lib;
	sqlite3_stmt *s = begin_statement(inventory, ADD_SOURCE, err);
	if (!s)
		return false;
	bind_text(inventory, s, 1, source);
	lib->sqlite3_bind_int64(s, 2, wc_clock_now());
	if (!finish(inventory, s, err) || !(s = begin_statement(inventory, FIND_SOURCE, err)))
		return false;
	bind_text(inventory, s, 1, source);
	enum wc_database_step step = wc_database_step(&inventory->database, s);
	inventory->source = lib->sqlite3_column_int64(s, 0);
	inventory->import = lib->sqlite3_column_int64(s, 1);
	wc_database_done(&inventory->database, s);
	return step == WC_STEP_ROW || failed(inventory, step, err);
}

bool
wc_inventory_begin(struct wc_inventory *inventory, enum wc_inventory_kind kind, const char *source, struct wc_err *err)
{
	if (!inventory->database.db && (!wc_state_parent(inventory->path, err) ||
	                                !wc_database_open(&inventory->database, &inventory_kind, inventory->path, NULL, err)))
		return false;
	if (!inventory->is_importing) {
		enum wc_database_step step = wc_database_begin(&inventory->database);
		if (step != WC_STEP_DONE)
			return failed(inventory, step, err);
		inventory->is_importing = true;
	}
	inventory->kind = kind;
	return note_source(inventory, source, err);
}

/* The number of the facts, which are added where they are new. */
static bool
find_number(struct wc_inventory *inventory, struct wc_inventory_row *row, struct wc_err *err)
{
	const struct wc_sqlite *lib = inventory->database.lib;
	uint8_t digest[WC_SHA256_BYTES];
	sqlite3_stmt *s = begin_statement(inventory, FIND_FACTS, err);
	if (!s)
		return false;
	wc_sha256(row->facts, row->facts_length, digest);
	lib->sqlite3_bind_blob(s, 1, digest, sizeof(digest), SQLITE_STATIC);
	enum wc_database_step step = wc_database_step(&inventory->database, s);
	if (step == WC_STEP_DONE) {
		wc_database_done(&inventory->database, s);
		if (!(s = begin_statement(inventory, ADD_FACTS, err)))
			return false;
		lib->sqlite3_bind_int64(s, 1, inventory->kind);
		lib->sqlite3_bind_blob(s, 2, digest, sizeof(digest), SQLITE_STATIC);
		lib->sqlite3_bind_text(s, 3, row->facts, (int)row->facts_length, SQLITE_STATIC);
		step = wc_database_step(&inventory->database, s);
	}
	row->number = step == WC_STEP_ROW ? lib->sqlite3_column_int64(s, 0) : 0;
	wc_database_done(&inventory->database, s);
	return step == WC_STEP_ROW || failed(inventory, step, err);
}

/* Counts what becomes of the row; *ret_same where there is nothing to write. */
static bool
compare(struct wc_inventory *inventory, const struct wc_inventory_row *row, bool *ret_same, struct wc_err *err)
{
	const struct wc_sqlite *lib = inventory->database.lib;
	sqlite3_stmt *s = begin_statement(inventory, FIND_ROW, err);
	if (!s)
		return false;
	lib->sqlite3_bind_int64(s, 1, inventory->kind);
	bind_text(inventory, s, 2, row->name);
	enum wc_database_step step = wc_database_step(&inventory->database, s);
	bool there = step == WC_STEP_ROW, twice = there && lib->sqlite3_column_int64(s, 3) == inventory->import;
	*ret_same = there && lib->sqlite3_column_int64(s, 0) == row->number && lib->sqlite3_column_int64(s, 1) == row->uses &&
	            lib->sqlite3_column_int64(s, 2) == inventory->source;
	wc_database_done(&inventory->database, s);
	inventory->tally.twice += twice;
	inventory->tally.added += !there;
	inventory->tally.changed += there && !*ret_same && !twice;
	inventory->tally.unchanged += *ret_same && !twice;
	return step == WC_STEP_ROW || step == WC_STEP_DONE || failed(inventory, step, err);
}

bool
wc_inventory_put(struct wc_inventory *inventory, struct wc_inventory_row *row, struct wc_err *err)
{
	bool same;
	if ((!row->number && !find_number(inventory, row, err)) || !compare(inventory, row, &same, err))
		return false;
	if (same)
		return true;
	sqlite3_stmt *s = begin_statement(inventory, PUT_ROW, err);
	if (!s)
		return false;
	const int64_t numbers[] = {row->number, row->uses, inventory->source, inventory->import};
	inventory->database.lib->sqlite3_bind_int64(s, 1, inventory->kind);
	bind_text(inventory, s, 2, row->name);
	for (int i = 0; i < 4; i++)
		inventory->database.lib->sqlite3_bind_int64(s, 3 + i, numbers[i]);
	return finish(inventory, s, err);
}

bool
wc_inventory_commit(struct wc_inventory *inventory, struct wc_inventory_tally *ret_tally, struct wc_err *err)
{
	enum wc_database_step step = wc_database_run(&inventory->database, "COMMIT");
	if (step != WC_STEP_DONE)
		return failed(inventory, step, err);
	inventory->is_importing = false;
	*ret_tally = inventory->tally;
	return true;
}

void
wc_inventory_rollback(struct wc_inventory *inventory)
{
	if (inventory->is_importing)
		wc_database_run(&inventory->database, "ROLLBACK");
	inventory->is_importing = false;
}

static bool
ready_to_read(struct wc_inventory *inventory, struct wc_err *err)
{
	if (inventory->database.db)
		return true;
	if (wc_inventory_is_there(inventory))
		return wc_database_open_to_read(&inventory->database, &inventory_kind, inventory->path, err);
	wc_fail(err, WC_FAULT_INPUT, "there is no inventory at %.400s", inventory->path);
	return wc_hint(err, "`wincompat fleet import hosts FILE` and `fleet import images FILE` make one; --fleet FILE names another");
}

static const char *
text_of(const struct wc_inventory *inventory, sqlite3_stmt *s, int column)
{
	const unsigned char *text = inventory->database.lib->sqlite3_column_text(s, column);
	return text ? (const char *)text : "";
}

bool
wc_inventory_read(struct wc_inventory *inventory, enum wc_inventory_kind kind, wc_inventory_facts *facts, wc_inventory_each *each, void *context,
                  struct wc_err *err)
{
	static const unsigned parts[] = {ALL_FACTS, ALL_ROWS};
	if (!ready_to_read(inventory, err))
		return false;
	const struct wc_sqlite *lib = inventory->database.lib;
	for (unsigned i = 0; i < 2; i++) {
		sqlite3_stmt *s = begin_statement(inventory, parts[i], err);
		enum wc_database_step step = WC_STEP_FAILED;
		bool goes_on = s != NULL;
		if (s)
			lib->sqlite3_bind_int64(s, 1, kind);
		while (goes_on && (step = wc_database_step(&inventory->database, s)) == WC_STEP_ROW)
			goes_on = i == 0 ? facts(context, lib->sqlite3_column_int64(s, 0), text_of(inventory, s, 1), (size_t)lib->sqlite3_column_bytes(s, 1))
			                 : each(context, text_of(inventory, s, 0), lib->sqlite3_column_int64(s, 1), lib->sqlite3_column_int64(s, 2), text_of(inventory, s, 3));
		bool good = s && (step == WC_STEP_DONE || step == WC_STEP_ROW || failed(inventory, step, err));
		if (s)
			wc_database_done(&inventory->database, s);
		if (!good)
			return false;
	}
	return true;
}

void
wc_inventory_close(struct wc_inventory *inventory)
{
	if (!inventory)
		return;
	wc_inventory_rollback(inventory);
	wc_database_close(&inventory->database);
}
