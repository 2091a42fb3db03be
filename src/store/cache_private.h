/* The cache while it is used. Private to the cache's files. */
#ifndef WC_STORE_CACHE_PRIVATE_H
#define WC_STORE_CACHE_PRIVATE_H

#include "io/digest.h"
#include "store/cache.h"
#include "store/cache_schema.h"

enum { WC_CACHE_WAITING = 64 };

/* Something that waits to be written: a document, a name, that a document was used, or that it is to go. */
struct wc_cache_item {
	enum wc_cache_statement what;
	uint8_t digest[WC_SHA256_BYTES];
	const char *bytes; /* of a document */
	size_t length;
	const char *name, *etag;
	int64_t when, seconds;
};

struct wc_cache {
	const char *folder, *path;
	int64_t most;
	struct wc_database database;
	bool is_torn;    /* a glance met a writer, or would not do: the file is opened properly from now on */
	bool is_lost;    /* it cannot be used, and the word says why */
	bool is_renewed; /* a damaged one was put aside already; once is enough */
	struct wc_err word;
	wc_arena *waiting; /* owns the strings of the items */
	struct wc_cache_item item[WC_CACHE_WAITING];
	size_t count, bytes;
};

/* Opens the file where it is not open. False where it cannot be used, or is not there and `make` is false. */
bool wc_cache_ready(struct wc_cache *cache, bool make);

/* After a statement that did not go well. True where a new file was begun, so that the work can be tried again. */
bool wc_cache_trouble(struct wc_cache *cache, enum wc_database_step step);

/* Goes on without the cache, and keeps `err` as the word of why. False. */
bool wc_cache_lose(struct wc_cache *cache, const struct wc_err *err);

/* Adds to what waits, and writes everything where that is much. The item's strings are copied. */
void wc_cache_queue(struct wc_cache *cache, const struct wc_cache_item *item);

/* Writes what waits, in one transaction; what cannot be written is dropped. */
void wc_cache_flush(struct wc_cache *cache);

#endif
