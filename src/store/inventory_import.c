/* wc_inventory: what a source says takes the place of what it said before: put in the order of names here, merged and written by inventory_merge.c. */
#include "store/inventory_private.h"

#include "io/clock.h"
#include "io/digest.h"

#include <stdlib.h>
#include <string.h>

/* The source: its number, what it said last time, and the place that this import takes behind all others. */
static bool
find_source(struct wc_inventory *inventory, const char *source, const uint8_t *digest, struct wc_err *err)
{
	const struct wc_sqlite *lib = inventory->database.lib;
	sqlite3_stmt *s = wc_inventory_statement(inventory, WC_INVENTORY_ADD_SOURCE, err);
	if (!s)
		return false;
	lib->sqlite3_bind_int64(s, 1, inventory->kind);
	wc_inventory_bind(inventory, s, 2, source);
	if (!wc_inventory_finish(inventory, s, err) || !(s = wc_inventory_statement(inventory, WC_INVENTORY_FIND_SOURCE, err)))
		return false;
	lib->sqlite3_bind_int64(s, 1, inventory->kind);
	wc_inventory_bind(inventory, s, 2, source);
	enum wc_database_step step = wc_database_step(&inventory->database, s);
	inventory->source = lib->sqlite3_column_int64(s, 0);
	inventory->rows = lib->sqlite3_column_int64(s, 1);
	int64_t last = lib->sqlite3_column_int64(s, 4);
	inventory->is_same = digest && lib->sqlite3_column_bytes(s, 2) == WC_SHA256_BYTES && memcmp(lib->sqlite3_column_blob(s, 2), digest, WC_SHA256_BYTES) == 0;
	inventory->is_last = lib->sqlite3_column_int64(s, 3) == last;
	inventory->order = last + 1;
	wc_database_done(&inventory->database, s);
	return step == WC_STEP_ROW || wc_inventory_failed(inventory, step, err);
}

bool
wc_inventory_begin(struct wc_inventory *inventory, enum wc_inventory_kind kind, const char *source, const uint8_t *digest, bool *ret_same,
                   struct wc_err *err)
{
	if (!wc_inventory_open(inventory, err))
		return false;
	if (!inventory->is_importing) {
		enum wc_database_step step = wc_database_begin(&inventory->database);
		if (step != WC_STEP_DONE)
			return wc_inventory_failed(inventory, step, err);
		inventory->is_importing = true;
	}
	inventory->kind = kind;
	inventory->has_digest = digest != NULL;
	if (digest)
		memcpy(inventory->digest, digest, WC_SHA256_BYTES);
	if (!find_source(inventory, source, digest, err))
		return false;
	*ret_same = inventory->is_same;
	return true;
}

/* The number of the facts, which are added where they are new. */
static bool
find_number(struct wc_inventory *inventory, struct wc_inventory_row *row, struct wc_err *err)
{
	const struct wc_sqlite *lib = inventory->database.lib;
	uint8_t digest[WC_SHA256_BYTES];
	sqlite3_stmt *s = wc_inventory_statement(inventory, WC_INVENTORY_FIND_FACTS, err);
	if (!s)
		return false;
	wc_sha256(row->facts, row->facts_length, digest);
	lib->sqlite3_bind_blob(s, 1, digest, sizeof(digest), SQLITE_STATIC);
	enum wc_database_step step = wc_database_step(&inventory->database, s);
	if (step == WC_STEP_DONE) {
		wc_database_done(&inventory->database, s);
		if (!(s = wc_inventory_statement(inventory, WC_INVENTORY_ADD_FACTS, err)))
			return false;
		lib->sqlite3_bind_int64(s, 1, inventory->kind);
		lib->sqlite3_bind_blob(s, 2, digest, sizeof(digest), SQLITE_STATIC);
		lib->sqlite3_bind_text(s, 3, row->facts, (int)row->facts_length, SQLITE_STATIC);
		step = wc_database_step(&inventory->database, s);
	}
	row->number = step == WC_STEP_ROW ? lib->sqlite3_column_int64(s, 0) : 0;
	wc_database_done(&inventory->database, s);
	return step == WC_STEP_ROW || wc_inventory_failed(inventory, step, err);
}

bool
wc_inventory_put(struct wc_inventory *inventory, struct wc_inventory_row *row, struct wc_err *err)
{
	if (!row->number && !find_number(inventory, row, err))
		return false;
	inventory->own = inventory->own ? inventory->own : wc_arena_new();
	if (inventory->count == inventory->room) {
		size_t room = inventory->room ? inventory->room * 2 : 1024;
		inventory->pending = wc_grow(inventory->own, inventory->pending, inventory->room * sizeof(*inventory->pending), room * sizeof(*inventory->pending));
		inventory->room = room;
	}
	inventory->pending[inventory->count] = (struct wc_inventory_pending){.name = wc_copyz(inventory->own, row->name), .uses = row->uses,
	                                                                     .number = (uint32_t)row->number, .place = (uint32_t)inventory->count};
	inventory->count++;
	return true;
}

/* How many bytes at the beginning are the same in all names. */
static size_t
common_head(const struct wc_inventory_pending *rows, size_t count)
{
	size_t common = count ? strlen(rows[0].name) : 0;
	for (size_t i = 1; i < count && common; i++) {
		size_t k = 0;
		while (k < common && rows[i].name[k] == rows[0].name[k])
			k++;
		common = k;
	}
	return common;
}

/* The eight bytes at `text` as a number that orders as they do. */
static uint64_t
head_of(const char *text)
{
	uint64_t head = 0;
	for (unsigned i = 0; i < 8; i++)
		head = head << 8 | (*text ? (unsigned char)*text++ : 0);
	return head;
}

static int
by_name(const void *a, const void *b)
{
	const struct wc_inventory_pending *x = a, *y = b;
	if (x->head != y->head)
		return x->head < y->head ? -1 : 1;
	int order = strcmp(x->name, y->name);
	return order ? order : (x->place > y->place) - (x->place < y->place);
}

/* Puts the rows in the order of names, each once: the last one counts. Returns how many stood there more than once. */
static size_t
put_in_order(struct wc_inventory *inventory)
{
	struct wc_inventory_pending *rows = inventory->pending;
	size_t common = common_head(rows, inventory->count), kept = 0, all = inventory->count;
	for (size_t i = 0; i < all; i++)
		rows[i].head = head_of(rows[i].name + common);
	if (all)
		qsort(rows, all, sizeof(*rows), by_name);
	for (size_t i = 0; i < all; i++) {
		bool again = kept && rows[kept - 1].head == rows[i].head && strcmp(rows[kept - 1].name, rows[i].name) == 0;
		rows[again ? kept - 1 : kept++] = rows[i];
	}
	inventory->count = kept;
	return all - kept;
}

static bool
end_source(struct wc_inventory *inventory, int64_t rows, bool keep_digest, struct wc_err *err)
{
	const struct wc_sqlite *lib = inventory->database.lib;
	sqlite3_stmt *s = wc_inventory_statement(inventory, WC_INVENTORY_END_SOURCE, err);
	if (!s)
		return false;
	const int64_t numbers[] = {inventory->source, wc_clock_now(), inventory->order, rows};
	for (int i = 0; i < 4; i++)
		lib->sqlite3_bind_int64(s, 1 + i, numbers[i]);
	if (keep_digest && inventory->has_digest)
		lib->sqlite3_bind_blob(s, 5, inventory->digest, WC_SHA256_BYTES, SQLITE_STATIC);
	return wc_inventory_finish(inventory, s, err);
}

static void
let_rows_go(struct wc_inventory *inventory)
{
	wc_arena_free(inventory->own);
	inventory->own = NULL;
	inventory->pending = NULL;
	inventory->count = inventory->room = 0;
}

/* Merges what was put, and writes what differs. */
static bool
merge(struct wc_inventory *inventory, bool is_whole, bool keep_digest, struct wc_inventory_tally *tally, struct wc_err *err)
{
	int64_t rows;
	inventory->own = inventory->own ? inventory->own : wc_arena_new();
	tally->twice = put_in_order(inventory);
	return wc_inventory_merge(inventory, is_whole, tally, &rows, err) && end_source(inventory, rows, keep_digest, err);
}

bool
wc_inventory_end(struct wc_inventory *inventory, bool is_whole, bool keep_digest, struct wc_inventory_tally *ret_tally, struct wc_err *err)
{
	*ret_tally = (struct wc_inventory_tally){0};
	if (inventory->is_same) {
		ret_tally->unchanged = (size_t)inventory->rows;
		return inventory->is_last || end_source(inventory, inventory->rows, true, err);
	}
	bool good = merge(inventory, is_whole, keep_digest, ret_tally, err);
	let_rows_go(inventory);
	return good;
}

/* Facts that no row has any more. Not before the end: whoever put rows may remember their numbers until then. */
static bool
drop_facts(struct wc_inventory *inventory, struct wc_err *err)
{
	sqlite3_stmt *s = wc_inventory_statement(inventory, WC_INVENTORY_DROP_FACTS, err);
	if (!s)
		return false;
	inventory->database.lib->sqlite3_bind_int64(s, 1, inventory->kind);
	return wc_inventory_finish(inventory, s, err);
}

bool
wc_inventory_commit(struct wc_inventory *inventory, struct wc_err *err)
{
	if (inventory->has_orphans && !drop_facts(inventory, err))
		return false;
	enum wc_database_step step = wc_database_run(&inventory->database, "COMMIT");
	if (step != WC_STEP_DONE)
		return wc_inventory_failed(inventory, step, err);
	inventory->is_importing = inventory->has_orphans = false;
	return true;
}

void
wc_inventory_rollback(struct wc_inventory *inventory)
{
	if (inventory->is_importing)
		wc_database_run(&inventory->database, "ROLLBACK");
	inventory->is_importing = false;
	let_rows_go(inventory);
}

bool
wc_inventory_forget(struct wc_inventory *inventory, enum wc_inventory_kind kind, const char *source, struct wc_inventory_tally *ret_tally,
                    struct wc_err *err)
{
	struct wc_inventory_sources sources;
	wc_arena *own = wc_arena_new();
	bool good = wc_inventory_sources(own, inventory, &sources, err), known = false, same;
	for (size_t i = 0; good && i < sources.count; i++)
		known |= sources.item[i].kind == kind && strcmp(sources.item[i].name, source) == 0;
	wc_arena_free(own);
	if (good && !known) {
		wc_fail(err, WC_FAULT_INPUT, "the inventory has no source '%.200s' of %s", source, kind == WC_INVENTORY_HOST ? "hosts" : "images");
		return wc_hint(err, "`wincompat fleet list sources` lists them");
	}
	/* To say nothing takes away all that was said; the file may have been opened for reading alone. */
	good = good && wc_inventory_begin(inventory, kind, source, NULL, &same, err) && wc_inventory_end(inventory, true, false, ret_tally, err);
	sqlite3_stmt *s = good ? wc_inventory_statement(inventory, WC_INVENTORY_DROP_SOURCE, err) : NULL;
	if (!s)
		return false;
	inventory->database.lib->sqlite3_bind_int64(s, 1, inventory->source);
	return wc_inventory_finish(inventory, s, err) && wc_inventory_commit(inventory, err);
}
