/* wc_cache: looking things up. */
#include "store/cache.h"

#include "base/limits.h"
#include "io/clock.h"
#include "io/state.h"
#include "store/cache_private.h"

#include <string.h>

/* Seconds after which it is written down that a document was used again. */
enum { TOUCH_AFTER = 3600 };

struct wc_cache *
wc_cache_new(wc_arena *arena, const char *folder, int64_t most)
{
	struct wc_cache *cache = wc_alloc(arena, sizeof(*cache));
	cache->folder = wc_copyz(arena, folder);
	cache->path = wc_printf(arena, "%s/cache.db", folder);
	cache->most = most;
	return cache;
}

void
wc_cache_close(struct wc_cache *cache)
{
	if (!cache)
		return;
	wc_cache_flush(cache);
	wc_arena_free(cache->waiting);
	cache->waiting = NULL;
	wc_database_close(&cache->database);
}

const struct wc_err *
wc_cache_word(const struct wc_cache *cache)
{
	return cache && cache->word.text[0] ? &cache->word : NULL;
}

bool
wc_cache_lose(struct wc_cache *cache, const struct wc_err *err)
{
	wc_database_close(&cache->database);
	cache->is_lost = true;
	cache->word = *err;
	wc_while(&cache->word, "going on without the cache");
	if (!*err->hint)
		wc_hint(&cache->word, "make its folder one that you can write to, or give --no-cache");
	return false;
}

bool
wc_cache_ready(struct wc_cache *cache, bool make)
{
	struct wc_err err = {0}, aside = {0};
	if (make && cache->database.is_glance)
		wc_database_close(&cache->database);
	if (cache->is_lost || cache->database.db)
		return !cache->is_lost;
	if (!make && wc_state_size(cache->path) <= 0)
		return false;
	if (!make && !cache->is_torn && wc_database_glance(&cache->database, &wc_cache_kind, cache->path))
		return true;
	if (!wc_state_folder(cache->folder, &err))
		return wc_cache_lose(cache, &err);
	if (wc_state_is_free(cache->path))
		return wc_database_draft(&cache->database, &wc_cache_kind, cache->path, &err) || wc_cache_lose(cache, &err);
	if (!wc_database_open(&cache->database, &wc_cache_kind, cache->path, &aside, &err))
		return wc_cache_lose(cache, &err);
	if (aside.text[0])
		cache->word = aside;
	return true;
}

bool
wc_cache_trouble(struct wc_cache *cache, enum wc_database_step step)
{
	struct wc_err err = {0}, aside = {0};
	if (cache->database.is_glance) {
		wc_database_close(&cache->database);
		cache->is_torn = true;
		return wc_cache_ready(cache, false);
	}
	if (step == WC_STEP_BUSY)
		return false;
	if (step == WC_STEP_FAILED || cache->is_renewed) {
		wc_fail(&err, WC_FAULT_SYSTEM, "%.400s cannot be read or written", cache->path);
		return wc_cache_lose(cache, &err);
	}
	cache->is_renewed = true;
	if (!wc_database_renew(&cache->database, &aside, &err))
		return wc_cache_lose(cache, &err);
	if (aside.text[0])
		cache->word = aside;
	return true;
}

/* The newest item that waits and says `what` of the digest or the name (NULL: any), or NULL. */
static const struct wc_cache_item *
waiting(const struct wc_cache *cache, enum wc_cache_statement what, const uint8_t *digest, const char *name)
{
	for (size_t i = cache->count; i-- > 0;) {
		const struct wc_cache_item *item = &cache->item[i];
		if (item->what == what && (!digest || memcmp(item->digest, digest, WC_SHA256_BYTES) == 0) &&
		    (!name || strcmp(item->name, name) == 0))
			return item;
	}
	return NULL;
}

/* A statement with its one parameter at its first row; NULL where there is none. */
static sqlite3_stmt *
first_row(struct wc_cache *cache, enum wc_cache_statement number, const uint8_t *digest, const char *name)
{
	enum wc_database_step step = WC_STEP_DONE;
	const struct wc_sqlite *lib = cache->database.lib;
	sqlite3_stmt *statement = wc_database_statement(&cache->database, number, &step);
	if (statement) {
		if (digest)
			lib->sqlite3_bind_blob(statement, 1, digest, WC_SHA256_BYTES, SQLITE_STATIC);
		else
			lib->sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC);
		step = wc_database_step(&cache->database, statement);
		if (step == WC_STEP_ROW)
			return statement;
		wc_database_done(&cache->database, statement);
	}
	bool was_glance = cache->database.is_glance;
	if (step != WC_STEP_DONE && wc_cache_trouble(cache, step) && was_glance)
		return first_row(cache, number, digest, name);
	return NULL;
}

/* Are these the bytes that the digest promises? A file may be torn in ways that SQLite does not see. */
static bool
is_genuine(const uint8_t promised[WC_SHA256_BYTES], const char *bytes, size_t length)
{
	uint8_t actual[WC_SHA256_BYTES];
	wc_sha256(bytes, length, actual);
	return memcmp(actual, promised, sizeof(actual)) == 0;
}

/* Copies the document of an open row, and notes its use. False where it is not genuine: then it is to go. */
static bool
take_document(struct wc_cache *cache, wc_arena *arena, sqlite3_stmt *row, const uint8_t digest[WC_SHA256_BYTES],
              const char **ret_bytes, size_t *ret_length)
{
	const struct wc_sqlite *lib = cache->database.lib;
	struct wc_cache_item note = {.what = WC_CACHE_TOUCH, .when = wc_clock_now()};
	memcpy(note.digest, digest, WC_SHA256_BYTES);
	size_t length = (size_t)lib->sqlite3_column_bytes(row, 0);
	const char *bytes = wc_copy(arena, lib->sqlite3_column_blob(row, 0), length);
	int64_t used = lib->sqlite3_column_int64(row, 1);
	wc_database_done(&cache->database, row);
	bool genuine = is_genuine(digest, bytes, length);
	if (!genuine)
		note.what = WC_CACHE_FORGET;
	if (!genuine || used > note.when || note.when - used > TOUCH_AFTER)
		wc_cache_queue(cache, &note);
	if (!genuine)
		return false;
	*ret_bytes = bytes;
	*ret_length = length;
	return true;
}

bool
wc_cache_find(struct wc_cache *cache, wc_arena *arena, const char *digest, const char **ret_bytes, size_t *ret_length)
{
	uint8_t wanted[WC_SHA256_BYTES];
	if (!wc_digest_parse(digest, wanted))
		return false;
	const struct wc_cache_item *item = waiting(cache, WC_CACHE_KEEP, wanted, NULL);
	if (item) {
		*ret_bytes = wc_copy(arena, item->bytes, item->length);
		*ret_length = item->length;
		return true;
	}
	sqlite3_stmt *row = wc_cache_ready(cache, false) ? first_row(cache, WC_CACHE_FIND, wanted, NULL) : NULL;
	return row && take_document(cache, arena, row, wanted, ret_bytes, ret_length);
}

/* The columns of a name; a clock that was set back makes it stale, not fresh for ever. */
static struct wc_cache_item
name_of(const struct wc_database *database, wc_arena *arena, sqlite3_stmt *row)
{
	const struct wc_sqlite *lib = database->lib;
	struct wc_cache_item item = {.when = lib->sqlite3_column_int64(row, 2), .seconds = lib->sqlite3_column_int64(row, 3)};
	const void *digest = lib->sqlite3_column_blob(row, 0);
	if (digest && lib->sqlite3_column_bytes(row, 0) == WC_SHA256_BYTES)
		memcpy(item.digest, digest, WC_SHA256_BYTES);
	item.etag = wc_copyz(arena, (const char *)lib->sqlite3_column_text(row, 1));
	return item;
}

bool
wc_cache_find_name(struct wc_cache *cache, wc_arena *arena, const char *name, struct wc_cache_name *ret_name)
{
	char digest[WC_DIGEST_TEXT];
	struct wc_cache_item found;
	const struct wc_cache_item *item = waiting(cache, WC_CACHE_KEEP_NAME, NULL, name);
	if (item) {
		found = *item;
	} else {
		sqlite3_stmt *row = wc_cache_ready(cache, false) ? first_row(cache, WC_CACHE_FIND_NAME, NULL, name) : NULL;
		if (!row)
			return false;
		found = name_of(&cache->database, arena, row);
		wc_database_done(&cache->database, row);
	}
	int64_t age = wc_clock_now() - found.when;
	*ret_name = (struct wc_cache_name){
		.digest = wc_copyz(arena, wc_digest_print(found.digest, digest)),
		.etag = item ? wc_copyz(arena, found.etag) : found.etag,
		.fresh = age >= 0 && age < found.seconds,
		.age = age > 0 ? age : 0,
	};
	return true;
}
