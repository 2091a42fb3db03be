/* What inventory.c (the file, and reading), inventory_import.c (what is put) and inventory_merge.c (what is written) share. */
#ifndef WC_STORE_INVENTORY_PRIVATE_H
#define WC_STORE_INVENTORY_PRIVATE_H

#include "store/database.h"
#include "store/inventory.h"

#define WC_INVENTORY_STATEMENTS(X) \
	X(FIND_FACTS) X(ADD_FACTS) X(ALL_FACTS) X(DROP_FACTS) X(ADD_SOURCE) X(FIND_SOURCE) X(ALL_SOURCES) X(END_SOURCE) X(DROP_SOURCE) \
	X(ALL_ROWS) X(PUT_ROW) X(DROP_ROW)
#define WC_INVENTORY_ITEM(name) WC_INVENTORY_##name,
enum wc_inventory_statement { WC_INVENTORY_STATEMENTS(WC_INVENTORY_ITEM) WC_INVENTORY_STATEMENT_COUNT };

/* A row that was put and is not written yet. */
struct wc_inventory_pending {
	const char *name;
	uint64_t head; /* eight bytes of the name, behind what all have in common: most comparisons end with them */
	int64_t uses;
	uint32_t number; /* of its facts */
	uint32_t place;  /* among those that were put */
};

struct wc_inventory {
	struct wc_database database;
	const char *path;
	bool is_importing;
	bool has_orphans; /* there may be facts that no row has any more */
	/* What the source says that is being read. */
	enum wc_inventory_kind kind;
	int64_t source, order, rows;
	bool is_same; /* as last time, */
	bool is_last; /* and nothing was imported since: nothing has to be written */
	uint8_t digest[32];
	bool has_digest;
	wc_arena *own; /* of the rows below; NULL: none */
	struct wc_inventory_pending *pending;
	size_t count, room;
};

/* Says why a step failed; false. */
bool wc_inventory_failed(const struct wc_inventory *inventory, enum wc_database_step step, struct wc_err *err);

/* The statement, ready for its parameters; NULL and `err`. */
sqlite3_stmt *wc_inventory_statement(struct wc_inventory *inventory, enum wc_inventory_statement number, struct wc_err *err);

/* Runs a statement that gives no row, and gives it back. False and `err`. */
bool wc_inventory_finish(struct wc_inventory *inventory, sqlite3_stmt *statement, struct wc_err *err);

/* Binds a text that outlives the step. */
void wc_inventory_bind(const struct wc_inventory *inventory, sqlite3_stmt *statement, int at, const char *text);

/* Opens the file for writing, made where there is none. False and `err`. */
bool wc_inventory_open(struct wc_inventory *inventory, struct wc_err *err);

/* A row of one source: for wc_inventory_scan. `name` lasts until the next row. */
struct wc_inventory_said {
	const char *name;
	int64_t source, facts, uses;
};

/* Reads the rows of a kind by name, several of one name where several sources say it; false of `each` ends it. False and `err`. */
typedef bool wc_inventory_each_said(void *context, const struct wc_inventory_said *said);
bool wc_inventory_scan(struct wc_inventory *inventory, enum wc_inventory_kind kind, wc_inventory_each_said *each, void *context, struct wc_err *err);

/*
 * Writes what the pending rows, each once and in the order of names, change; with `is_whole` what the source names no more is taken away.
 * Fills the tally; *ret_rows: how many the source names now. False and `err`.
 */
bool wc_inventory_merge(struct wc_inventory *inventory, bool is_whole, struct wc_inventory_tally *tally, int64_t *ret_rows, struct wc_err *err);

/* The order of the source with that id; 0 where there is none. */
int64_t wc_inventory_order(const struct wc_inventory_sources *sources, int64_t id);

#endif
