/* wc_database: statements of an open file, and what its results mean. */
#include "store/database.h"

#include "io/state.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { BUSY_MILLISECONDS = 5000, RECORD_BUSY_MILLISECONDS = 15000, URI_BYTES = 3 * WC_DATABASE_PATH + 32 };

/* A schema that lacks a table or a column, too, is no schema of ours: SQLITE_ERROR. */
static enum wc_database_step
step_of(int code)
{
	switch (code & 0xff) {
	case SQLITE_ROW:
		return WC_STEP_ROW;
	case SQLITE_OK:
	case SQLITE_DONE:
		return WC_STEP_DONE;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return WC_STEP_BUSY;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_ERROR:
	case SQLITE_FORMAT:
	case SQLITE_CONSTRAINT:
		return WC_STEP_DAMAGED;
	default:
		return WC_STEP_FAILED;
	}
}

static enum wc_database_look
look_of(const struct wc_database *database, int code, struct wc_err *err)
{
	enum wc_database_step step = step_of(code);
	if (step == WC_STEP_DAMAGED)
		return WC_LOOK_STRANGE;
	wc_fail(err, WC_FAULT_SYSTEM, "cannot use %.400s: %s", database->path, database->lib->sqlite3_errstr(code));
	return step == WC_STEP_BUSY ? WC_LOOK_BUSY : WC_LOOK_FAILED;
}

/* The number that `sql` asks for. */
static int
number_read(const struct wc_database *database, const char *sql, int64_t *ret_number)
{
	const struct wc_sqlite *lib = database->lib;
	sqlite3_stmt *statement = NULL;
	int code = lib->sqlite3_prepare_v2(database->db, sql, -1, &statement, NULL);
	if (code == SQLITE_OK)
		code = lib->sqlite3_step(statement);
	if (code == SQLITE_ROW)
		*ret_number = lib->sqlite3_column_int64(statement, 0);
	lib->sqlite3_finalize(statement);
	return code == SQLITE_ROW ? SQLITE_OK : code == SQLITE_DONE ? SQLITE_CORRUPT : code;
}

/* A record of a later version of this program is not ours to touch. */
static enum wc_database_look
newer(const struct wc_database *database, int64_t edition, struct wc_err *err)
{
	wc_fail(err, WC_FAULT_SYSTEM, "%s %.300s is of format %lld, and this version reads %lld", database->kind->name, database->path,
	        (long long)edition, (long long)database->kind->edition);
	wc_hint(err, "use the newer version that made it, or another file");
	return WC_LOOK_NEWER;
}

/* Whose file is it? */
static enum wc_database_look
marks_read(const struct wc_database *database, struct wc_err *err)
{
	int64_t mark = 0, edition = 0, tables = 0;
	int code = number_read(database, "PRAGMA application_id", &mark);
	if (code == SQLITE_OK)
		code = number_read(database, "PRAGMA user_version", &edition);
	if (code == SQLITE_OK && mark == database->kind->mark && edition == database->kind->edition)
		return WC_LOOK_OURS;
	if (code == SQLITE_OK && mark == database->kind->mark && edition > database->kind->edition && database->kind->is_record)
		return newer(database, edition, err);
	if (code == SQLITE_OK)
		code = number_read(database, "SELECT count(*) FROM sqlite_schema", &tables);
	if (code != SQLITE_OK)
		return look_of(database, code, err);
	return mark == 0 && edition == 0 && tables == 0 ? WC_LOOK_EMPTY : WC_LOOK_STRANGE;
}

static enum wc_database_look
open_as(struct wc_database *database, const char *name, int flags, struct wc_err *err)
{
	const struct wc_sqlite *lib = database->lib;
	int code = lib->sqlite3_open_v2(name, &database->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
	if (code == SQLITE_OK)
		code = lib->sqlite3_busy_timeout(database->db, database->kind->is_record ? RECORD_BUSY_MILLISECONDS : BUSY_MILLISECONDS);
	if (code == SQLITE_OK)
		code = lib->sqlite3_db_config(database->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)NULL);
	return code == SQLITE_OK ? marks_read(database, err) : look_of(database, code, err);
}

enum wc_database_look
wc_database_look(struct wc_database *database, struct wc_err *err)
{
	return open_as(database, database->path, SQLITE_OPEN_READWRITE, err);
}

/* The path as a URI; every byte that could mean something there is written as a number. */
static void
write_uri(const char *path, char uri[URI_BYTES])
{
	char *p = uri + sprintf(uri, "file:");
	for (; *path; path++)
		p += sprintf(p, isalnum((unsigned char)*path) || strchr("/._-", *path) ? "%c" : "%%%02x", (unsigned char)*path);
	strcpy(p, "?immutable=1");
}

bool
wc_database_glance(struct wc_database *database, const struct wc_database_kind *kind, const char *path)
{
	char log[WC_DATABASE_PATH + 8], uri[URI_BYTES];
	*database = (struct wc_database){.kind = kind, .lib = wc_sqlite(NULL), .is_glance = true};
	if (!database->lib || strlen(path) >= WC_DATABASE_PATH)
		return false;
	memcpy(database->path, path, strlen(path) + 1);
	snprintf(log, sizeof(log), "%s-wal", path);
	if (wc_state_size(log) >= 0)
		return false;
	write_uri(path, uri);
	if (open_as(database, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL) == WC_LOOK_OURS)
		return true;
	wc_database_close(database);
	return false;
}

void
wc_database_close(struct wc_database *database)
{
	if (!database->db)
		return;
	for (size_t i = 0; i < WC_DATABASE_STATEMENTS; i++)
		database->lib->sqlite3_finalize(database->prepared[i]);
	memset(database->prepared, 0, sizeof(database->prepared));
	database->lib->sqlite3_close_v2(database->db);
	database->db = NULL;
	database->is_draft = false;
}

sqlite3_stmt *
wc_database_statement(struct wc_database *database, unsigned number, enum wc_database_step *ret_step)
{
	sqlite3_stmt **statement = &database->prepared[number];
	if (!*statement) {
		int code = database->lib->sqlite3_prepare_v2(database->db, database->kind->statement[number], -1, statement, NULL);
		if (code != SQLITE_OK)
			*ret_step = step_of(code);
	}
	return *statement;
}

enum wc_database_step
wc_database_step(const struct wc_database *database, sqlite3_stmt *statement)
{
	return step_of(database->lib->sqlite3_step(statement));
}

void
wc_database_done(const struct wc_database *database, sqlite3_stmt *statement)
{
	database->lib->sqlite3_reset(statement);
	database->lib->sqlite3_clear_bindings(statement);
}

enum wc_database_step
wc_database_run(const struct wc_database *database, const char *sql)
{
	return step_of(database->lib->sqlite3_exec(database->db, sql, NULL, NULL, NULL));
}

enum wc_database_step
wc_database_begin(const struct wc_database *database)
{
	const char *begin = database->kind->is_record ? "PRAGMA synchronous=FULL; BEGIN IMMEDIATE" : "PRAGMA synchronous=OFF; BEGIN IMMEDIATE";
	return wc_database_run(database, begin);
}

const char *
wc_database_why(const struct wc_database *database)
{
	return database->lib->sqlite3_errmsg(database->db);
}
