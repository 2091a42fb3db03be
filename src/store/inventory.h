/* wc_inventory: the hosts and images of a fleet in one SQLite file: names, their facts once each, and which source says so. */
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

/* What came of one source. */
struct wc_inventory_tally {
	size_t added, changed, unchanged;
	size_t gone;  /* the source named them before, and nobody names them any more */
	size_t left;  /* likewise, but another source still names them */
	size_t twice; /* names that stood in the source more than once: the last one counts */
};

/* Who named hosts or images. */
struct wc_inventory_source {
	const char *name;
	int64_t id;
	enum wc_inventory_kind kind;
	int64_t rows;  /* that it names */
	int64_t time;  /* of its last import, seconds since 1970 */
	int64_t order; /* of its last import among all: where two sources name the same, the later one counts */
};

struct wc_inventory_sources {
	const struct wc_inventory_source *item;
	size_t count;
};

/* An inventory in the file `path`; nothing is touched yet. Owned by `arena`. */
struct wc_inventory *wc_inventory_new(wc_arena *arena, const char *path);
const char *wc_inventory_path(const struct wc_inventory *inventory);

/* Is there such a file? */
bool wc_inventory_is_there(const struct wc_inventory *inventory);

/*
 * Begins what `source` says: in one transaction with what of its kind was begun before and not committed, of which nothing is seen until then.
 * `digest`: of the bytes that it is read from (WC_SHA256_BYTES), or NULL; *ret_same where it said just these last time, and nothing has to
 * be put. False and `err`.
 */
bool wc_inventory_begin(struct wc_inventory *inventory, enum wc_inventory_kind kind, const char *source, const uint8_t *digest, bool *ret_same,
                        struct wc_err *err);

/* Adds a row to what the source says; of equal names the last one counts. False and `err`. */
bool wc_inventory_put(struct wc_inventory *inventory, struct wc_inventory_row *row, struct wc_err *err);

/*
 * Ends what the source says. `is_whole`: it says all that it knows, so what it named before and names no more is taken away.
 * `keep_digest`: the same bytes would come to the same again. False and `err`.
 */
bool wc_inventory_end(struct wc_inventory *inventory, bool is_whole, bool keep_digest, struct wc_inventory_tally *ret_tally, struct wc_err *err);

/* Ends the import, keeping all of it or nothing. */
bool wc_inventory_commit(struct wc_inventory *inventory, struct wc_err *err);
void wc_inventory_rollback(struct wc_inventory *inventory);

/* Takes away a source of that kind and what it alone names. False and `err`, also where there is none of that name. */
bool wc_inventory_forget(struct wc_inventory *inventory, enum wc_inventory_kind kind, const char *source, struct wc_inventory_tally *ret_tally,
                         struct wc_err *err);

/* The sources, by kind and name. Owned by `arena`. False and `err` where there is no inventory, or it cannot be read. */
bool wc_inventory_sources(wc_arena *arena, struct wc_inventory *inventory, struct wc_inventory_sources *ret_sources, struct wc_err *err);

/* Facts of a kind, by ascending number; false ends the reading without a failure. */
typedef bool wc_inventory_facts(void *context, int64_t number, const char *facts, size_t length);

/* A row: its name, the number of its facts, its uses, and the id of the source that counts. */
typedef bool wc_inventory_each(void *context, const char *name, int64_t facts, int64_t uses, int64_t source);

/* Reads all of a kind: facts first, then rows by name, each once. False and `err` where there is no inventory, or it cannot be read. */
bool wc_inventory_read(struct wc_inventory *inventory, enum wc_inventory_kind kind, wc_inventory_facts *facts, wc_inventory_each *each,
                       void *context, struct wc_err *err);

/* Lets go of the file; an import that was not committed is gone. NULL is fine. */
void wc_inventory_close(struct wc_inventory *inventory);

#endif
