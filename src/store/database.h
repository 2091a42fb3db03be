/* wc_database: one SQLite file of ours; a damaged or foreign one is put out of the way. */
#ifndef WC_STORE_DATABASE_H
#define WC_STORE_DATABASE_H

#include "store/sqlite.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WC_DATABASE_STATEMENTS = 20, WC_DATABASE_PATH = 4096 };

/* What is kept in such a file. */
struct wc_database_kind {
	const char *name;             /* for messages: "the cache" */
	int64_t mark;                 /* SQLite's application_id: tells our file from any other */
	int64_t edition;              /* SQLite's user_version: of the schema */
	const char *schema;           /* makes its tables */
	const char *const *statement; /* the statements, by number; at most WC_DATABASE_STATEMENTS */
	const char *aside_hint;       /* what to do about one that was set aside */
	const char *failed_hint;      /* what to do about one that cannot be written */
	const char *before;           /* SQL for a new file, before its schema; or NULL */
	bool is_record;               /* it cannot be had again: a commit waits for the disk, and no file set aside is ever overwritten */
};

/* An open file. `db` is NULL while it is closed. */
struct wc_database {
	const struct wc_database_kind *kind;
	const struct wc_sqlite *lib;
	sqlite3 *db;
	sqlite3_stmt *prepared[WC_DATABASE_STATEMENTS];
	char path[WC_DATABASE_PATH];
	bool is_glance; /* opened by wc_database_glance */
	bool is_draft;  /* opened by wc_database_draft */
};

/* How a step went. */
enum wc_database_step {
	WC_STEP_ROW,
	WC_STEP_DONE,
	WC_STEP_BUSY,    /* other processes hold it for too long; nothing is wrong */
	WC_STEP_DAMAGED, /* the file is corrupt, or no file of ours */
	WC_STEP_FAILED,  /* no space, no permission, … */
};

/*
 * Opens the file `path`, which is made where there is none. A file that is damaged or not ours is renamed to
 * "PATH.corrupt-N"; then `ret_aside` (empty otherwise) says so; where `ret_aside` is NULL it stays, and that is a failure. A
 * file of a newer edition stays, too. Safe with other processes doing the same. False and `err` where that cannot be; then the
 * database is closed.
 */
bool wc_database_open(struct wc_database *database, const struct wc_database_kind *kind, const char *path,
                      struct wc_err *ret_aside, struct wc_err *err);

/*
 * Opens the file `path`, which is there, for reading; also where nothing can be written beside it. Nothing is made, renamed or
 * changed. False and `err` where that cannot be; then the database is closed.
 */
bool wc_database_open_to_read(struct wc_database *database, const struct wc_database_kind *kind, const char *path, struct wc_err *err);

/*
 * Opens the file for looking things up without a lock and without its log, which takes a third of the time. Only where nobody
 * has it open for writing; if somebody begins to, what is found may be torn: the caller verifies it, and opens the file
 * properly after any step other than WC_STEP_ROW and WC_STEP_DONE. False where that cannot be.
 */
bool wc_database_glance(struct wc_database *database, const struct wc_database_kind *kind, const char *path);

/*
 * Begins a file in memory, to be filled before it is made: one write instead of the fifty that an empty file costs that is
 * opened, and then written to. Only where none is at `path`. False and `err` where that cannot be.
 */
bool wc_database_draft(struct wc_database *database, const struct wc_database_kind *kind, const char *path, struct wc_err *err);

/*
 * Makes the draft the file; where another process has made one by now the draft is dropped, and *ret_made is false. Nobody
 * sees half of a file. It is closed in any case. False and `err` where it cannot be written.
 */
bool wc_database_publish(struct wc_database *database, bool *ret_made, struct wc_err *err);

/* Puts the open file aside (after WC_STEP_DAMAGED) and opens a new one, as wc_database_open. */
bool wc_database_renew(struct wc_database *database, struct wc_err *ret_aside, struct wc_err *err);

/* Lets go of the file. A closed one is fine. */
void wc_database_close(struct wc_database *database);

/*
 * Statement `number`, reset and ready for its parameters; NULL where it cannot be prepared, and *ret_step says why. Finish
 * with wc_database_done.
 */
sqlite3_stmt *wc_database_statement(struct wc_database *database, unsigned number, enum wc_database_step *ret_step);

/* Runs a statement to its next row or its end. */
enum wc_database_step wc_database_step(const struct wc_database *database, sqlite3_stmt *statement);

/* Gives a statement back: lets go of its locks and parameters. */
void wc_database_done(const struct wc_database *database, sqlite3_stmt *statement);

/* Runs SQL text without parameters and rows. */
enum wc_database_step wc_database_run(const struct wc_database *database, const char *sql);

/*
 * Begins a transaction that will write; end it with COMMIT or ROLLBACK. Unless the kind is a record nothing waits for the disk:
 * a file that a power cut tore is found out and begun anew, so only what can be had again belongs into it.
 */
enum wc_database_step wc_database_begin(const struct wc_database *database);

/* SQLite's words for what went wrong last ("database or disk is full"); valid until the next call. */
const char *wc_database_why(const struct wc_database *database);

/* Opens and looks, without making or renaming anything: for database_file.c. `err` says why where it can be neither used nor replaced. */
enum wc_database_look { WC_LOOK_OURS, WC_LOOK_EMPTY, WC_LOOK_STRANGE, WC_LOOK_NEWER, WC_LOOK_BUSY, WC_LOOK_FAILED };
enum wc_database_look wc_database_look(struct wc_database *database, struct wc_err *err);

/* The lock (wc_state_unlock) that whoever makes or renames the file holds, or -1 and `err`: for database_file.c and database_draft.c. */
int wc_database_lock(const struct wc_database *database, struct wc_err *err);

#endif
