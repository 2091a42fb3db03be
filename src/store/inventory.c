/* wc_inventory: one file; opening, its statements, and reading. */
#include "store/inventory_private.h"

#include "io/state.h"

#include <string.h>

static const char schema[] =
	"CREATE TABLE facts(id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, digest BLOB NOT NULL UNIQUE CHECK(length(digest) = 32), bytes TEXT NOT NULL);"
	"CREATE TABLE source(id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, name TEXT NOT NULL, time INTEGER NOT NULL, place INTEGER NOT NULL,"
	" rows INTEGER NOT NULL, digest BLOB, UNIQUE(kind, name));"
	"CREATE TABLE row(kind INTEGER NOT NULL, name TEXT NOT NULL, source INTEGER NOT NULL, facts INTEGER NOT NULL, uses INTEGER NOT NULL,"
	" PRIMARY KEY(kind, name, source)) WITHOUT ROWID;";

static const char *const statements[] = {
	[WC_INVENTORY_FIND_FACTS] = "SELECT id FROM facts WHERE digest = ?1",
	[WC_INVENTORY_ADD_FACTS] = "INSERT INTO facts(kind, digest, bytes) VALUES(?1, ?2, ?3) RETURNING id",
	[WC_INVENTORY_ALL_FACTS] = "SELECT id, bytes FROM facts WHERE kind = ?1 ORDER BY id",
	[WC_INVENTORY_DROP_FACTS] = "DELETE FROM facts WHERE kind = ?1 AND id NOT IN (SELECT facts FROM row WHERE kind = ?1)",
	[WC_INVENTORY_ADD_SOURCE] = "INSERT INTO source(kind, name, time, place, rows) VALUES(?1, ?2, 0, 0, 0) ON CONFLICT DO NOTHING",
	[WC_INVENTORY_FIND_SOURCE] = "SELECT id, rows, digest, place, (SELECT max(place) FROM source) FROM source WHERE kind = ?1 AND name = ?2",
	[WC_INVENTORY_ALL_SOURCES] = "SELECT id, kind, name, rows, time, place FROM source ORDER BY kind, name",
	[WC_INVENTORY_END_SOURCE] = "UPDATE source SET time = ?2, place = ?3, rows = ?4, digest = ?5 WHERE id = ?1",
	[WC_INVENTORY_DROP_SOURCE] = "DELETE FROM source WHERE id = ?1",
	[WC_INVENTORY_ALL_ROWS] = "SELECT name, source, facts, uses FROM row WHERE kind = ?1 ORDER BY name",
	[WC_INVENTORY_PUT_ROW] = "INSERT INTO row VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET facts = excluded.facts, uses = excluded.uses",
	[WC_INVENTORY_DROP_ROW] = "DELETE FROM row WHERE kind = ?1 AND name = ?2 AND source = ?3",
	[WC_INVENTORY_STATEMENT_COUNT] = NULL,
};

static const struct wc_database_kind inventory_kind = {
	.name = "the inventory",
	.mark = 0x57434d46, /* "WCMF" */
	.edition = 2,
	.schema = schema,
	.statement = statements,
	.aside_hint = "import the hosts and images again; the old file stays where it is said to be",
	.failed_hint = "is the disk full, or the folder on a network drive? --fleet FILE names another place",
	.before = "PRAGMA synchronous=FULL",
	.is_record = true,
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

bool
wc_inventory_failed(const struct wc_inventory *inventory, enum wc_database_step step, struct wc_err *err)
{
	if (step == WC_STEP_BUSY) {
		wc_fail(err, WC_FAULT_SYSTEM, "the inventory %.400s is held by another process for too long", inventory->path);
		return wc_hint(err, "try again; is a program stopped in the middle of an import?");
	}
	wc_fail(err, WC_FAULT_SYSTEM, "the inventory %.400s cannot be used: %s", inventory->path, wc_database_why(&inventory->database));
	return wc_hint(err, "%s", inventory_kind.failed_hint);
}

sqlite3_stmt *
wc_inventory_statement(struct wc_inventory *inventory, enum wc_inventory_statement number, struct wc_err *err)
{
	enum wc_database_step step;
	sqlite3_stmt *s = wc_database_statement(&inventory->database, number, &step);
	if (!s)
		wc_inventory_failed(inventory, step, err);
	return s;
}

bool
wc_inventory_finish(struct wc_inventory *inventory, sqlite3_stmt *statement, struct wc_err *err)
{
	enum wc_database_step step = wc_database_step(&inventory->database, statement);
	bool good = step == WC_STEP_DONE || step == WC_STEP_ROW || wc_inventory_failed(inventory, step, err);
	wc_database_done(&inventory->database, statement);
	return good;
}

void
wc_inventory_bind(const struct wc_inventory *inventory, sqlite3_stmt *statement, int at, const char *text)
{
	inventory->database.lib->sqlite3_bind_text(statement, at, text, (int)strlen(text), SQLITE_STATIC);
}

bool
wc_inventory_open(struct wc_inventory *inventory, struct wc_err *err)
{
	return inventory->database.db || (wc_state_parent(inventory->path, err) &&
	                                  wc_database_open(&inventory->database, &inventory_kind, inventory->path, NULL, err));
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
wc_inventory_scan(struct wc_inventory *inventory, enum wc_inventory_kind kind, wc_inventory_each_said *each, void *context, struct wc_err *err)
{
	const struct wc_sqlite *lib = inventory->database.lib;
	enum wc_database_step step = WC_STEP_DONE;
	sqlite3_stmt *s = wc_inventory_statement(inventory, WC_INVENTORY_ALL_ROWS, err);
	if (!s)
		return false;
	lib->sqlite3_bind_int64(s, 1, kind);
	for (bool goes_on = true; goes_on && (step = wc_database_step(&inventory->database, s)) == WC_STEP_ROW;)
		goes_on = each(context, &(struct wc_inventory_said){text_of(inventory, s, 0), lib->sqlite3_column_int64(s, 1), lib->sqlite3_column_int64(s, 2),
		                                                    lib->sqlite3_column_int64(s, 3)});
	bool good = step == WC_STEP_DONE || step == WC_STEP_ROW || wc_inventory_failed(inventory, step, err);
	wc_database_done(&inventory->database, s);
	return good;
}

bool
wc_inventory_sources(wc_arena *arena, struct wc_inventory *inventory, struct wc_inventory_sources *ret_sources, struct wc_err *err)
{
	struct wc_inventory_source *item = NULL;
	size_t count = 0, room = 0;
	enum wc_database_step step;
	sqlite3_stmt *s = ready_to_read(inventory, err) ? wc_inventory_statement(inventory, WC_INVENTORY_ALL_SOURCES, err) : NULL;
	if (!s)
		return false;
	const struct wc_sqlite *lib = inventory->database.lib;
	while ((step = wc_database_step(&inventory->database, s)) == WC_STEP_ROW) {
		if (count == room) {
			item = wc_grow(arena, item, room * sizeof(*item), (room + 16) * 2 * sizeof(*item));
			room = (room + 16) * 2;
		}
		item[count++] = (struct wc_inventory_source){.id = lib->sqlite3_column_int64(s, 0), .kind = (enum wc_inventory_kind)lib->sqlite3_column_int64(s, 1),
		                                             .name = wc_copyz(arena, text_of(inventory, s, 2)), .rows = lib->sqlite3_column_int64(s, 3),
		                                             .time = lib->sqlite3_column_int64(s, 4), .order = lib->sqlite3_column_int64(s, 5)};
	}
	wc_database_done(&inventory->database, s);
	*ret_sources = (struct wc_inventory_sources){item, count};
	return step == WC_STEP_DONE || wc_inventory_failed(inventory, step, err);
}

int64_t
wc_inventory_order(const struct wc_inventory_sources *sources, int64_t id)
{
	for (size_t i = 0; i < sources->count; i++)
		if (sources->item[i].id == id)
			return sources->item[i].order;
	return 0;
}

static bool
read_facts(struct wc_inventory *inventory, enum wc_inventory_kind kind, wc_inventory_facts *facts, void *context, struct wc_err *err)
{
	enum wc_database_step step = WC_STEP_DONE;
	sqlite3_stmt *s = wc_inventory_statement(inventory, WC_INVENTORY_ALL_FACTS, err);
	if (!s)
		return false;
	const struct wc_sqlite *lib = inventory->database.lib;
	lib->sqlite3_bind_int64(s, 1, kind);
	for (bool goes_on = true; goes_on && (step = wc_database_step(&inventory->database, s)) == WC_STEP_ROW;)
		goes_on = facts(context, lib->sqlite3_column_int64(s, 0), text_of(inventory, s, 1), (size_t)lib->sqlite3_column_bytes(s, 1));
	bool good = step == WC_STEP_DONE || step == WC_STEP_ROW || wc_inventory_failed(inventory, step, err);
	wc_database_done(&inventory->database, s);
	return good;
}

/* Rows of one name, of which the one counts whose source came last. */
struct folding {
	wc_arena *arena;
	const struct wc_inventory_sources *sources;
	wc_inventory_each *each;
	void *context;
	char *name; /* of the rows so far, with room for `room` bytes; "" at first */
	size_t room;
	bool has_any;
	struct wc_inventory_said best;
	int64_t order;
};

static bool
fold(void *context, const struct wc_inventory_said *said)
{
	struct folding *f = context;
	bool is_new = !f->has_any || strcmp(f->name, said->name) != 0;
	int64_t order = wc_inventory_order(f->sources, said->source);
	if (!is_new && order < f->order)
		return true;
	if (is_new && f->has_any && !f->each(f->context, f->name, f->best.facts, f->best.uses, f->best.source))
		return f->has_any = false;
	size_t size = strlen(said->name) + 1;
	if (size > f->room) {
		f->name = wc_alloc(f->arena, size * 2);
		f->room = size * 2;
	}
	memcpy(f->name, said->name, size);
	f->best = *said;
	f->order = order;
	return f->has_any = true;
}

bool
wc_inventory_read(struct wc_inventory *inventory, enum wc_inventory_kind kind, wc_inventory_facts *facts, wc_inventory_each *each, void *context,
                  struct wc_err *err)
{
	wc_arena *own = wc_arena_new();
	struct wc_inventory_sources sources;
	struct folding f = {.arena = own, .sources = &sources, .each = each, .context = context};
	bool good = wc_inventory_sources(own, inventory, &sources, err) && read_facts(inventory, kind, facts, context, err) &&
	            wc_inventory_scan(inventory, kind, fold, &f, err);
	if (good && f.has_any)
		each(context, f.name, f.best.facts, f.best.uses, f.best.source);
	wc_arena_free(own);
	return good;
}

void
wc_inventory_close(struct wc_inventory *inventory)
{
	if (!inventory)
		return;
	wc_inventory_rollback(inventory);
	wc_database_close(&inventory->database);
}
