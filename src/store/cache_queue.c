/* wc_cache: keeping things; many are written in one transaction. */
#include "store/cache_private.h"

#include "base/limits.h"
#include "io/clock.h"

#include <string.h>

/* SQLite's own size of a page. */
enum { PAGE_BYTES = 4096, MOST_SHRINKS = 20 };

enum { WAITING_BYTES = 4 * 1024 * 1024, LONGEST_NAME = WC_LIMIT_REFERENCE, LONGEST_ETAG = 1024 };

static void
bind(const struct wc_sqlite *lib, sqlite3_stmt *statement, const struct wc_cache_item *item)
{
	int at = 1;
	if (item->what == WC_CACHE_KEEP_NAME)
		lib->sqlite3_bind_text(statement, at++, item->name, -1, SQLITE_STATIC);
	lib->sqlite3_bind_blob(statement, at++, item->digest, WC_SHA256_BYTES, SQLITE_STATIC);
	if (item->what == WC_CACHE_KEEP)
		lib->sqlite3_bind_blob(statement, at++, item->bytes, (int)item->length, SQLITE_STATIC);
	if (item->what == WC_CACHE_KEEP_NAME)
		lib->sqlite3_bind_text(statement, at++, item->etag, -1, SQLITE_STATIC);
	if (item->what != WC_CACHE_FORGET)
		lib->sqlite3_bind_int64(statement, at++, item->when);
	if (item->what == WC_CACHE_KEEP_NAME)
		lib->sqlite3_bind_int64(statement, at, item->seconds);
}

static enum wc_database_step
write_item(struct wc_database *database, const struct wc_cache_item *item)
{
	enum wc_database_step step = WC_STEP_FAILED;
	sqlite3_stmt *statement = wc_database_statement(database, item->what, &step);
	if (!statement)
		return step;
	bind(database->lib, statement, item);
	step = wc_database_step(database, statement);
	wc_database_done(database, statement);
	return step;
}

/* The number that a statement without parameters gives. */
static enum wc_database_step
number_of(struct wc_database *database, enum wc_cache_statement number, int64_t *ret_number)
{
	enum wc_database_step step = WC_STEP_FAILED;
	sqlite3_stmt *row = wc_database_statement(database, number, &step);
	if (!row)
		return step;
	step = wc_database_step(database, row);
	if (step == WC_STEP_ROW)
		*ret_number = database->lib->sqlite3_column_int64(row, 0);
	wc_database_done(database, row);
	return step == WC_STEP_ROW ? WC_STEP_DONE : step;
}

/* Bytes of the file that are in use. */
static enum wc_database_step
used_bytes(struct wc_database *database, int64_t *ret_bytes)
{
	int64_t pages = 0, free_pages = 0;
	enum wc_database_step step = number_of(database, WC_CACHE_PAGES, &pages);
	if (step == WC_STEP_DONE)
		step = number_of(database, WC_CACHE_FREE, &free_pages);
	*ret_bytes = (pages - free_pages) * PAGE_BYTES;
	return step;
}

/* Makes room where the file holds too much: once, unless very much was added at a time. */
static enum wc_database_step
shrink(struct wc_cache *cache)
{
	struct wc_database *database = &cache->database;
	int64_t bytes, none;
	enum wc_database_step step = used_bytes(database, &bytes);
	for (int i = 0; step == WC_STEP_DONE && bytes > cache->most && i < MOST_SHRINKS; i++) {
		step = number_of(database, WC_CACHE_SHRINK, &none);
		if (step == WC_STEP_DONE)
			step = number_of(database, WC_CACHE_SHRINK_NAMES, &none);
		if (step == WC_STEP_DONE)
			step = used_bytes(database, &bytes);
	}
	return step;
}

static enum wc_database_step
write_all(struct wc_cache *cache)
{
	enum wc_database_step step = wc_database_begin(&cache->database);
	if (step != WC_STEP_DONE)
		return step;
	for (size_t i = 0; i < cache->count && step == WC_STEP_DONE; i++)
		step = write_item(&cache->database, &cache->item[i]);
	if (step == WC_STEP_DONE)
		step = shrink(cache);
	if (step == WC_STEP_DONE)
		step = wc_database_run(&cache->database, "COMMIT");
	if (step != WC_STEP_DONE)
		wc_database_run(&cache->database, "ROLLBACK");
	return step;
}

/* Makes the file of what was written to a draft. True where there is one by now, which is open and has none of it yet. */
static bool
publish(struct wc_cache *cache)
{
	struct wc_err err;
	bool made;
	if (!wc_database_publish(&cache->database, &made, &err))
		return wc_cache_lose(cache, &err);
	return !made && wc_cache_ready(cache, true);
}

void
wc_cache_flush(struct wc_cache *cache)
{
	bool again = cache->count > 0 && wc_cache_ready(cache, true);
	while (again) {
		enum wc_database_step step = write_all(cache);
		if (step != WC_STEP_DONE)
			again = wc_cache_trouble(cache, step);
		else
			again = cache->database.is_draft && publish(cache);
	}
	cache->count = cache->bytes = 0;
	wc_arena_free(cache->waiting);
	cache->waiting = NULL;
}

void
wc_cache_prepare(struct wc_cache *cache)
{
	wc_cache_ready(cache, true);
}

void
wc_cache_queue(struct wc_cache *cache, const struct wc_cache_item *item)
{
	if (cache->is_lost)
		return;
	if (cache->count == WC_CACHE_WAITING || cache->bytes + item->length > WAITING_BYTES)
		wc_cache_flush(cache);
	if (!cache->waiting)
		cache->waiting = wc_arena_new();
	struct wc_cache_item *kept = &cache->item[cache->count++];
	*kept = *item;
	kept->bytes = item->bytes ? wc_copy(cache->waiting, item->bytes, item->length) : NULL;
	kept->name = wc_copyz(cache->waiting, item->name);
	kept->etag = wc_copyz(cache->waiting, item->etag);
	cache->bytes += item->length;
}

void
wc_cache_keep(struct wc_cache *cache, const char *digest, const char *bytes, size_t length)
{
	struct wc_cache_item item = {.what = WC_CACHE_KEEP, .bytes = bytes, .length = length, .when = wc_clock_now()};
	uint8_t actual[WC_SHA256_BYTES];
	if (length == 0 || length > WC_LIMIT_MANIFEST_BYTES || (int64_t)length > cache->most / 4 ||
	    !wc_digest_parse(digest, item.digest))
		return;
	wc_sha256(bytes, length, actual);
	if (memcmp(actual, item.digest, sizeof(actual)) == 0)
		wc_cache_queue(cache, &item);
}

void
wc_cache_keep_name(struct wc_cache *cache, const char *name, const char *digest, const char *etag, int64_t seconds)
{
	struct wc_cache_item item = {.what = WC_CACHE_KEEP_NAME, .name = name, .etag = etag, .when = wc_clock_now(),
	                             .seconds = seconds};
	if (etag && strlen(etag) > LONGEST_ETAG)
		item.etag = NULL;
	if (strlen(name) <= LONGEST_NAME && wc_digest_parse(digest, item.digest))
		wc_cache_queue(cache, &item);
}
