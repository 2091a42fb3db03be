/* wc_database: making the file, and putting one aside that is damaged or not ours. */
#include "store/database.h"

#include "io/state.h"

#include <stdio.h>
#include <string.h>

enum { LOCK_MILLISECONDS = 10000, ASIDE_MOST = 9, ENDING = 48, NAME = WC_DATABASE_PATH + ENDING };

/* `path` with an ending of less than ENDING bytes. */
static const char *
ended(char buffer[NAME], const char *path, const char *ending)
{
	snprintf(buffer, NAME, "%s%s", path, ending);
	return buffer;
}

/* Renames the file and what SQLite keeps beside it, so that the pair can still be looked into; the ninth place is reused. */
static bool
set_aside(const struct wc_database *database, struct wc_err *ret_aside)
{
	static const char *const parts[] = {"-wal", "-shm", ""};
	char from[NAME], to[NAME], ending[32] = "";
	for (int n = 1; n <= ASIDE_MOST; n++) {
		snprintf(ending, sizeof(ending), ".corrupt-%d", n);
		if (wc_state_size(ended(to, database->path, ending)) < 0)
			break;
	}
	bool renamed = false;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		char whole[ENDING];
		snprintf(whole, sizeof(whole), "%s%s", ending, parts[i]);
		renamed = wc_state_rename(ended(from, database->path, parts[i]), ended(to, database->path, whole));
	}
	if (!renamed)
		return false;
	wc_fail(ret_aside, WC_FAULT_SYSTEM, "%s %.300s is damaged or not ours; it was set aside as %.300s, and a new one begun",
	        database->kind->name, database->path, to);
	wc_hint(ret_aside, "nothing: it fills again; delete the old file when you have no use for it");
	return true;
}

/* Makes the tables. The marks come last: a file without them is begun again. */
static bool
make_tables(const struct wc_database *database, struct wc_err *err)
{
	char marks[128];
	snprintf(marks, sizeof(marks), "PRAGMA application_id=%lld; PRAGMA user_version=%lld; COMMIT",
	         (long long)database->kind->mark, (long long)database->kind->edition);
	if (wc_database_run(database, "PRAGMA synchronous=OFF; PRAGMA journal_mode=WAL") == WC_STEP_DONE &&
	    wc_database_begin(database) == WC_STEP_DONE &&
	    wc_database_run(database, database->kind->schema) == WC_STEP_DONE &&
	    wc_database_run(database, marks) == WC_STEP_DONE)
		return true;
	wc_fail(err, WC_FAULT_SYSTEM, "cannot write to %.400s", database->path);
	return wc_hint(err, "is the disk full, or the folder on a network drive? --no-cache goes without");
}

/* Makes or renews the file; nobody else does so at the same time. */
static bool
make_locked(struct wc_database *database, struct wc_err *ret_aside, struct wc_err *err)
{
	if (!wc_state_file(database->path, err))
		return false;
	enum wc_database_look found = wc_database_look(database, err);
	if (found == WC_LOOK_STRANGE) {
		wc_database_close(database);
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

/* Puts a file aside that is ours and torn, unless another process has done so already. */
static void
drop_torn(struct wc_database *database, struct wc_err *ret_aside)
{
	bool is_torn = wc_database_look(database, NULL) == WC_LOOK_OURS && !is_sound(database);
	wc_database_close(database);
	if (is_torn)
		set_aside(database, ret_aside);
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
	if (look_inside)
		drop_torn(database, ret_aside);
	bool made = make_locked(database, ret_aside, err);
	wc_state_unlock(lock);
	if (!made)
		wc_database_close(database);
	return made;
}

bool
wc_database_open(struct wc_database *database, const struct wc_database_kind *kind, const char *path,
                 struct wc_err *ret_aside, struct wc_err *err)
{
	ret_aside->text[0] = '\0';
	*database = (struct wc_database){.kind = kind, .lib = wc_sqlite(err)};
	if (!database->lib)
		return false;
	if (strlen(path) >= WC_DATABASE_PATH)
		return wc_fail(err, WC_FAULT_SYSTEM, "%.400s...: the path is too long", path);
	memcpy(database->path, path, strlen(path) + 1);
	if (wc_state_size(path) > 0) {
		enum wc_database_look found = wc_database_look(database, err);
		if (found == WC_LOOK_OURS)
			return true;
		wc_database_close(database);
		if (found == WC_LOOK_BUSY || found == WC_LOOK_FAILED)
			return false;
	}
	return make(database, false, ret_aside, err);
}

bool
wc_database_renew(struct wc_database *database, struct wc_err *ret_aside, struct wc_err *err)
{
	ret_aside->text[0] = '\0';
	wc_database_close(database);
	return make(database, true, ret_aside, err);
}
