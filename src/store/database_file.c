/* wc_database: making the file, and putting one aside that is damaged or not ours. */
#include "store/database.h"

#include "io/file.h"
#include "io/state.h"

#include <stdio.h>
#include <string.h>

enum { LOCK_MILLISECONDS = 10000, ASIDE_MOST = 9, RECORDS_ASIDE_MOST = 999, ENDING = 48, NAME = WC_DATABASE_PATH + ENDING };

/* `path` with an ending of less than ENDING bytes. */
static const char *
ended(char buffer[NAME], const char *path, const char *ending)
{
	snprintf(buffer, NAME, "%s%s", path, ending);
	return buffer;
}

/* The first place for a file that is set aside; the ninth is reused, unless a record is there: then false. */
static bool
find_aside(const struct wc_database *database, char ending[32])
{
	char to[NAME];
	int most = database->kind->is_record ? RECORDS_ASIDE_MOST : ASIDE_MOST;
	for (int n = 1; n <= most; n++) {
		snprintf(ending, 32, ".corrupt-%d", n);
		if (wc_state_size(ended(to, database->path, ending)) < 0)
			return true;
	}
	return !database->kind->is_record;
}

/* Renames the file's part with this ending; `to` becomes its new name. */
static bool
rename_part(const struct wc_database *database, const char *part, const char *aside, char to[NAME])
{
	char from[NAME], whole[ENDING];
	snprintf(whole, sizeof(whole), "%s%s", aside, part);
	return wc_state_rename(ended(from, database->path, part), ended(to, database->path, whole));
}

/* Renames the file and what SQLite keeps beside it, so that the pair can still be looked into. */
static bool
set_aside(const struct wc_database *database, struct wc_err *ret_aside)
{
	char to[NAME], aside[32] = "";
	if (!find_aside(database, aside))
		return false;
	rename_part(database, "-wal", aside, to);
	rename_part(database, "-shm", aside, to);
	if (!rename_part(database, "", aside, to))
		return false;
	wc_fail(ret_aside, WC_FAULT_SYSTEM, "%s %.300s is damaged or not ours; it was set aside as %.300s, and a new one begun",
	        database->kind->name, database->path, to);
	wc_hint(ret_aside, "%s", database->kind->aside_hint);
	return true;
}

/* Makes the tables. The marks come last: a file without them is begun again. */
static bool
make_tables(const struct wc_database *database, struct wc_err *err)
{
	char marks[128];
	snprintf(marks, sizeof(marks), "PRAGMA application_id=%lld; PRAGMA user_version=%lld; COMMIT",
	         (long long)database->kind->mark, (long long)database->kind->edition);
	const char *before = database->kind->before ? database->kind->before : "PRAGMA synchronous=OFF";
	if (wc_database_run(database, before) == WC_STEP_DONE &&
	    wc_database_run(database, "PRAGMA journal_mode=WAL") == WC_STEP_DONE &&
	    wc_database_begin(database) == WC_STEP_DONE &&
	    wc_database_run(database, database->kind->schema) == WC_STEP_DONE &&
	    wc_database_run(database, marks) == WC_STEP_DONE)
		return true;
	wc_fail(err, WC_FAULT_SYSTEM, "cannot write to %.400s", database->path);
	return wc_hint(err, "%s", database->kind->failed_hint);
}

/* What is in the way stays: it may be evidence. */
static bool
refuse_strange(const struct wc_database *database, struct wc_err *err)
{
	wc_fail(err, WC_FAULT_SYSTEM, "%s %.300s is damaged or not ours", database->kind->name, database->path);
	return wc_hint(err, "move it away to look into it, or name another file");
}

/* A log whose file is gone: of a record it may hold what was acknowledged. */
static bool
set_log_aside(const struct wc_database *database, struct wc_err *ret_aside, struct wc_err *err)
{
	char to[NAME], aside[32] = "";
	if (ret_aside && find_aside(database, aside) && rename_part(database, "-wal", aside, to)) {
		wc_fail(ret_aside, WC_FAULT_SYSTEM, "%s %.300s is gone, but its log was left: it was set aside as %.300s", database->kind->name,
		        database->path, to);
		wc_hint(ret_aside, "put it beside the file, wherever that is now, under its name with -wal behind it");
		return true;
	}
	wc_fail(err, WC_FAULT_SYSTEM, "%s %.300s is gone, but its log %.300s-wal was left", database->kind->name, database->path, database->path);
	return wc_hint(err, "move it to where the file is now, or away");
}

/* SQLite would take a log that lies beside a new file for the new file's own. */
static bool
clear_beside(const struct wc_database *database, struct wc_err *ret_aside, struct wc_err *err)
{
	char name[NAME];
	if (wc_state_size(database->path) > 0)
		return true;
	if (database->kind->is_record && wc_state_size(ended(name, database->path, "-wal")) > 0 && !set_log_aside(database, ret_aside, err))
		return false;
	wc_state_remove(ended(name, database->path, "-wal"));
	wc_state_remove(ended(name, database->path, "-shm"));
	return true;
}

/* Makes or renews the file; nobody else does so at the same time. */
static bool
make_locked(struct wc_database *database, struct wc_err *ret_aside, struct wc_err *err)
{
	if (!clear_beside(database, ret_aside, err) || !wc_state_file(database->path, err))
		return false;
	enum wc_database_look found = wc_database_look(database, err);
	if (found == WC_LOOK_STRANGE) {
		wc_database_close(database);
		if (!ret_aside)
			return refuse_strange(database, err);
		if (!set_aside(database, ret_aside))
			return wc_fail(err, WC_FAULT_SYSTEM, "%.400s is damaged and cannot be renamed", database->path);
		if (!wc_state_file(database->path, err))
			return false;
		found = wc_database_look(database, err);
	}
	return found == WC_LOOK_OURS || (found == WC_LOOK_EMPTY && make_tables(database, err));
}

/* Does an open file of ours hold what it should? Its marks alone do not tell. */
static bool
is_sound(struct wc_database *database)
{
	const struct wc_sqlite *lib = database->lib;
	enum wc_database_step step;
	sqlite3_stmt *check = NULL;
	for (unsigned i = 0; database->kind->statement[i]; i++) {
		if (!wc_database_statement(database, i, &step))
			return false;
	}
	bool sound = lib->sqlite3_prepare_v2(database->db, "PRAGMA quick_check(1)", -1, &check, NULL) == SQLITE_OK &&
	             lib->sqlite3_step(check) == SQLITE_ROW &&
	             strcmp((const char *)lib->sqlite3_column_text(check, 0), "ok") == 0;
	lib->sqlite3_finalize(check);
	return sound;
}

/* Puts a file aside that is ours and torn, unless another process has done so already. False where it has to stay. */
static bool
drop_torn(struct wc_database *database, struct wc_err *ret_aside)
{
	bool is_torn = wc_database_look(database, NULL) == WC_LOOK_OURS && !is_sound(database);
	wc_database_close(database);
	return !is_torn || (ret_aside && set_aside(database, ret_aside));
}

int
wc_database_lock(const struct wc_database *database, struct wc_err *err)
{
	char name[NAME];
	int lock = wc_state_lock(ended(name, database->path, ".lock"), LOCK_MILLISECONDS);
	if (lock < 0)
		wc_fail(err, WC_FAULT_SYSTEM, "cannot lock %.400s", name);
	return lock;
}

static bool
make(struct wc_database *database, bool look_inside, struct wc_err *ret_aside, struct wc_err *err)
{
	int lock = wc_database_lock(database, err);
	if (lock < 0)
		return false;
	bool made = (!look_inside || drop_torn(database, ret_aside)) ? make_locked(database, ret_aside, err) : refuse_strange(database, err);
	wc_state_unlock(lock);
	if (!made)
		wc_database_close(database);
	return made;
}

/* SQLite takes a name that begins with a colon for memory. */
static bool
begin(struct wc_database *database, const struct wc_database_kind *kind, const char *path, struct wc_err *err)
{
	*database = (struct wc_database){.kind = kind, .lib = wc_sqlite(err)};
	if (!database->lib)
		return false;
	if (strlen(path) >= WC_DATABASE_PATH)
		return wc_fail(err, WC_FAULT_SYSTEM, "%.400s...: the path is too long", path);
	if (path[0] == ':')
		return wc_fail(err, WC_FAULT_INPUT, "%.400s: a file's name may not begin with a colon", path);
	memcpy(database->path, path, strlen(path) + 1);
	return true;
}

bool
wc_database_open(struct wc_database *database, const struct wc_database_kind *kind, const char *path,
                 struct wc_err *ret_aside, struct wc_err *err)
{
	if (ret_aside)
		ret_aside->text[0] = '\0';
	if (!begin(database, kind, path, err))
		return false;
	if (wc_state_size(path) > 0) {
		enum wc_database_look found = wc_database_look(database, err);
		if (found == WC_LOOK_OURS)
			return true;
		wc_database_close(database);
		if (found == WC_LOOK_NEWER || found == WC_LOOK_BUSY || found == WC_LOOK_FAILED)
			return false;
	}
	return make(database, false, ret_aside, err);
}

bool
wc_database_open_to_read(struct wc_database *database, const struct wc_database_kind *kind, const char *path, struct wc_err *err)
{
	if (!begin(database, kind, path, err))
		return false;
	if (wc_path_kind(path) != WC_PATH_FILE) {
		wc_fail(err, WC_FAULT_SYSTEM, "cannot use %.400s: it is no regular file", path);
		return wc_hint(err, "name the file of %s", kind->name);
	}
	enum wc_database_look found = wc_database_look(database, err);
	if (found == WC_LOOK_OURS)
		return true;
	wc_database_close(database);
	if (found == WC_LOOK_FAILED && wc_database_glance(database, kind, path))
		return true;
	return found == WC_LOOK_EMPTY || found == WC_LOOK_STRANGE ? refuse_strange(database, err) : false;
}

bool
wc_database_renew(struct wc_database *database, struct wc_err *ret_aside, struct wc_err *err)
{
	if (ret_aside)
		ret_aside->text[0] = '\0';
	wc_database_close(database);
	return make(database, true, ret_aside, err);
}
