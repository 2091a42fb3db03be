/* wc_inventory: the hosts and images of a fleet in one SQLite file: names, their facts once each, and where they came from. */
#ifndef WC_STORE_INVENTORY_H
#define WC_STORE_INVENTORY_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct wc_inventory;

enum wc_inventory_kind { WC_INVENTORY_HOST = 1, WC_INVENTORY_IMAGE = 2 };

/* One host or image. Texts are borrowed. */
struct wc_inventory_row {
	const char *name;
	const char *facts; /* JSON, without the name: equal facts are kept once */
	size_t facts_length;
	int64_t number; /* of these facts, where they were put in this import before; 0: wc_inventory_put looks it up, and sets it */
	int64_t uses; /* workloads that wait for it; 0: not said */
};

/* What an import came to. */
struct wc_inventory_tally {
	size_t added, changed, unchanged;
	size_t twice; /* names that stood in one import more than once: the last one counts */
};

/* An inventory in the file `path`; nothing is touched yet. Owned by `arena`. */
struct wc_inventory *wc_inventory_new(wc_arena *arena, const char *path);
const char *wc_inventory_path(const struct wc_inventory *inventory);

/* Is there such a file? */
bool wc_inventory_is_there(const struct wc_inventory *inventory);

/* Begins an import from `source`: one transaction, of which nothing is seen until it is committed. False and `err`. */
bool wc_inventory_begin(struct wc_inventory *inventory, enum wc_inventory_kind kind, const char *source, struct wc_err *err);

/* Adds a row, or puts it in the place of the one of that name. False and `err`. */
bool wc_inventory_put(struct wc_inventory *inventory, struct wc_inventory_row *row, struct wc_err *err);

/* Ends the import, keeping all of it or nothing. */
bool wc_inventory_commit(struct wc_inventory *inventory, struct wc_inventory_tally *ret_tally, struct wc_err *err);
void wc_inventory_rollback(struct wc_inventory *inventory);

/* Facts of a kind, by ascending number; false ends the reading without a failure. */
typedef bool wc_inventory_facts(void *context, int64_t number, const char *facts, size_t length);

/* A row: its name, the number of its facts, uses and source. */
typedef bool wc_inventory_each(void *context, const char *name, int64_t facts, int64_t uses, const char *source);

/* Reads all of a kind: facts first, then rows by name. False and `err` where there is no inventory, or it cannot be read. */
bool wc_inventory_read(struct wc_inventory *inventory, enum wc_inventory_kind kind, wc_inventory_facts *facts, wc_inventory_each *each,
                       void *context, struct wc_err *err);

/* Lets go of the file; an import that was not committed is gone. NULL is fine. */
void wc_inventory_close(struct wc_inventory *inventory);

#endif
