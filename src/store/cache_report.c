/* wc_cache: what is in it, and emptying it. */
#include "store/cache.h"

#include "io/state.h"
#include "store/cache_private.h"

#include <stdio.h>

/* The bytes of the file and of what SQLite keeps beside it. */
static int64_t
file_bytes(const char *path)
{
	static const char *const parts[] = {"", "-wal", "-shm"};
	char name[WC_DATABASE_PATH + 8];
	int64_t sum = 0;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		snprintf(name, sizeof(name), "%s%s", path, parts[i]);
		int64_t size = wc_state_size(name);
		sum += size > 0 ? size : 0;
	}
	return sum;
}

/* Opens the file, if there is one, properly: a glance may miss things. */
static bool
ready(struct wc_cache *cache)
{
	if (cache->database.is_glance)
		wc_database_close(&cache->database);
	cache->is_torn = true;
	return wc_cache_ready(cache, false);
}

static bool
unusable(const struct wc_cache *cache, struct wc_err *err)
{
	const struct wc_err *word = wc_cache_word(cache);
	if (word)
		*err = *word;
	else
		wc_fail(err, WC_FAULT_SYSTEM, "%.400s is held by other processes", cache->path);
	return false;
}

bool
wc_cache_count(struct wc_cache *cache, struct wc_cache_info *ret_info, struct wc_err *err)
{
	struct wc_cache_info info = {.path = cache->path, .most = cache->most};
	struct wc_database *database = &cache->database;
	enum wc_database_step step = WC_STEP_DONE;
	wc_cache_flush(cache);
	if (!ready(cache)) {
		if (cache->is_lost)
			return unusable(cache, err);
		*ret_info = info;
		return true;
	}
	sqlite3_stmt *row = wc_database_statement(database, WC_CACHE_COUNT, &step);
	if (row && (step = wc_database_step(database, row)) == WC_STEP_ROW) {
		info.documents = database->lib->sqlite3_column_int64(row, 0);
		info.document_bytes = database->lib->sqlite3_column_int64(row, 1);
		info.names = database->lib->sqlite3_column_int64(row, 2);
	}
	if (row)
		wc_database_done(database, row);
	if (step != WC_STEP_ROW && !wc_cache_trouble(cache, step))
		return unusable(cache, err);
	info.file_bytes = file_bytes(cache->path);
	*ret_info = info;
	return true;
}

bool
wc_cache_clear(struct wc_cache *cache, struct wc_err *err)
{
	cache->count = cache->bytes = 0;
	if (!ready(cache))
		return !cache->is_lost || unusable(cache, err);
	enum wc_database_step step = wc_database_begin(&cache->database);
	if (step == WC_STEP_DONE)
		step = wc_database_run(&cache->database, "DELETE FROM document; DELETE FROM name; COMMIT");
	if (step != WC_STEP_DONE)
		return wc_cache_trouble(cache, step) || unusable(cache, err);
	/* Gives the space back; where others are at it, it is given back later. */
	wc_database_run(&cache->database, "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
	return true;
}
