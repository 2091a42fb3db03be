/* The use case `fleet import`: hosts or images of files into the inventory, all of them or none. */
#ifndef WC_APP_FLEET_IMPORT_H
#define WC_APP_FLEET_IMPORT_H

#include "app/gather.h"
#include "app/key_set.h"
#include "base/diag.h"
#include "store/inventory.h"

/* What is asked. */
struct wc_fleet_import {
	struct wc_gather how;
	enum wc_inventory_kind kind;
	struct wc_names files; /* "-" is standard input */
	bool keep_going;       /* keep what is good where something is not */
	const char *source;    /* what the files together are called; NULL: each is a source of its own, by its path */
	const char *reader;    /* the program and data that read them, so that other ones read a file again; NULL: each file is always read */
};

/* A source that named before what it names no more. */
struct wc_fleet_gone {
	const char *source;
	size_t gone, left; /* as in wc_inventory_tally */
};

/* What came of it. */
struct wc_fleet_imported {
	struct wc_inventory_tally tally;
	struct wc_diags faults; /* the first WC_LIMIT_IMPORT_FAULTS */
	size_t bad;             /* lines or objects that could not be read */
	size_t unresolved;      /* images whose registry could not be read: nothing is known of them */
	struct wc_fleet_gone *gone; /* `gone_count` of them */
	size_t gone_count;
};

/*
 * Imports every file in one transaction. Where something is bad, and not `keep_going`, nothing is imported: false, `err` counts, and
 * ret_imported->faults says what is wrong with the first ones. False and `err`, too, where a file or the inventory cannot be used. What a
 * source named before and names no more is taken away: not of standard input without a name, which is never the same again, and not where
 * something bad was passed over.
 */
bool wc_fleet_import_run(wc_arena *arena, const struct wc_fleet_import *import, struct wc_inventory *inventory, struct wc_fleet_imported *ret_imported,
                         struct wc_err *err);

/* One import while it runs: for the files that read parts of it. */
struct wc_importing {
	wc_arena *arena; /* lasts as long as the import */
	const struct wc_fleet_import *import;
	struct wc_inventory *inventory;
	struct wc_fleet_imported *imported;
	const char *file;          /* that is read */
	wc_arena *passing;         /* for what is needed for a moment: emptied now and then */
	unsigned passed;           /* how often it was used since */
	const char **reference;    /* images that are named alone: read together at the end of the file */
	int64_t *uses;             /* of each */
	size_t count, room;
	struct wc_key_set seen;    /* lines without their names, so that one that says the same of another name is not read again */
	int64_t *seen_number;      /* by line: as of wc_import_seen */
	int64_t last_number;       /* of the facts that were put last */
};

/* Counts a fault of the file, and keeps it while there are few. */
void wc_import_fault(struct wc_importing *i, size_t line, const char *text, const char *hint);

/*
 * What became of text that says the same of another name: the number of its facts, WC_IMPORT_BAD, or 0 where it was not read yet; to be set
 * then. NULL where the text is too long, or too many were different.
 */
enum { WC_IMPORT_BAD = -1 };
int64_t *wc_import_seen(struct wc_importing *i, const char *text, size_t length);

/* Puts a host, or an image called `name`, into the inventory; `scratch` is for its facts. False and `err`. */
bool wc_import_host(struct wc_importing *i, wc_arena *scratch, const struct wc_host *host, struct wc_err *err);
bool wc_import_image(struct wc_importing *i, wc_arena *scratch, const char *name, const struct wc_image *image, int64_t uses, struct wc_err *err);

/* Is it a reference? What is none is a fault of its line, and false. */
bool wc_import_is_reference(struct wc_importing *i, size_t line, const char *reference);

/* Remembers an image that is named alone; what is no reference is a fault of its line. */
void wc_import_reference(struct wc_importing *i, size_t line, const char *reference, int64_t uses);

/* app/fleet_csv.c: the rows of a CSV text whose first record names the columns, or of images a plain list of references. False and `err` where it does not, or the inventory fails. */
bool wc_import_csv(struct wc_importing *i, const char *bytes, size_t length, struct wc_err *err);

/* app/fleet_json.c: JSON of any known form, one document or one a line. False and `err` where the inventory fails. */
bool wc_import_json(struct wc_importing *i, const char *bytes, size_t length, struct wc_err *err);

#endif
