/* wc_database: a new file that is filled in memory before it is one. */
#include "store/database.h"

#include "io/descriptor.h"
#include "io/state.h"

#include <stdio.h>
#include <string.h>

enum { NAME = WC_DATABASE_PATH + 16 };

/* The file's header says by two bytes how it is written: 2 is by a log (https://www.sqlite.org/fileformat2.html, 1.3.3). */
enum { WRITE_VERSION = 18, READ_VERSION = 19, WITH_LOG = 2, HEADER_BYTES = 100 };

bool
wc_database_draft(struct wc_database *database, const struct wc_database_kind *kind, const char *path, struct wc_err *err)
{
	char marks[128];
	*database = (struct wc_database){.kind = kind, .lib = wc_sqlite(err), .is_draft = true};
	if (!database->lib)
		return false;
	if (strlen(path) >= WC_DATABASE_PATH)
		return wc_fail(err, WC_FAULT_SYSTEM, "%.400s...: the path is too long", path);
	memcpy(database->path, path, strlen(path) + 1);
	snprintf(marks, sizeof(marks), "PRAGMA application_id=%lld; PRAGMA user_version=%lld", (long long)kind->mark,
	         (long long)kind->edition);
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
	if (database->lib->sqlite3_open_v2(":memory:", &database->db, flags, NULL) == SQLITE_OK &&
	    wc_database_run(database, kind->schema) == WC_STEP_DONE && wc_database_run(database, marks) == WC_STEP_DONE)
		return true;
	wc_database_close(database);
	return wc_fail(err, WC_FAULT_SYSTEM, "%s cannot be begun: out of memory", kind->name);
}

static bool
write_all(const char *path, const unsigned char *bytes, size_t length)
{
	int fd = wc_state_open(path);
	bool done = fd >= 0;
	for (int64_t n; done && length > 0; bytes += n, length -= (size_t)n) {
		n = wc_write(fd, bytes, length);
		if (n <= 0)
			done = false;
	}
	if (fd >= 0)
		wc_close(fd);
	return done;
}

/* What SQLite kept beside a file that somebody removed would be taken for the new one's. */
static void
remove_remains(const char *path)
{
	static const char *const parts[] = {"-wal", "-shm", "-journal"};
	char name[NAME];
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		snprintf(name, sizeof(name), "%s%s", path, parts[i]);
		wc_state_remove(name);
	}
}

/* Writes the draft beside the file's place and moves it there. */
static bool
put(const struct wc_database *database, struct wc_err *err)
{
	char name[NAME];
	sqlite3_int64 length = 0;
	unsigned char *bytes = database->lib->sqlite3_serialize(database->db, "main", &length, 0);
	bool done = bytes && length >= HEADER_BYTES;
	if (done) {
		bytes[WRITE_VERSION] = bytes[READ_VERSION] = WITH_LOG;
		snprintf(name, sizeof(name), "%s.new", database->path);
		remove_remains(database->path);
		done = write_all(name, bytes, (size_t)length) && wc_state_rename(name, database->path);
		if (!done)
			wc_state_remove(name);
	}
	database->lib->sqlite3_free(bytes);
	if (done)
		return true;
	wc_fail(err, WC_FAULT_SYSTEM, "cannot write to %.400s", database->path);
	return wc_hint(err, "is the disk full? --no-cache goes without");
}

bool
wc_database_publish(struct wc_database *database, bool *ret_made, struct wc_err *err)
{
	int lock = wc_database_lock(database, err);
	bool is_free = lock >= 0 && wc_state_is_free(database->path);
	bool done = is_free ? put(database, err) : lock >= 0;
	wc_state_unlock(lock);
	wc_database_close(database);
	*ret_made = is_free;
	return done;
}
