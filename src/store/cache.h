/* wc_cache: what registries said, kept in one SQLite file: documents by digest for ever, tags for a while. */
#ifndef WC_STORE_CACHE_H
#define WC_STORE_CACHE_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct wc_cache;

/* What a tag (or any other name) stood for when its registry was asked. */
struct wc_cache_name {
	const char *digest; /* "sha256:…" */
	const char *etag;   /* or NULL */
	bool fresh;         /* asked so recently that it need not be asked again */
	int64_t age;        /* seconds since it was asked; never negative */
};

/*
 * A cache in `folder`, of which nothing is touched before something is looked up or kept; where its file holds more
 * than `most` bytes the least recently used go. Owned by `arena`; close it with wc_cache_close.
 */
struct wc_cache *wc_cache_new(wc_arena *arena, const char *folder, int64_t most);

/* Opens the file now, and makes it where there is none: for when there is time. Failing is no failure. */
void wc_cache_prepare(struct wc_cache *cache);

/* Writes what waits to be written, and lets go of the file. NULL is allowed. */
void wc_cache_close(struct wc_cache *cache);

/* The one thing a person should know of it: that it was damaged, or cannot be used and why. NULL where all is well. */
const struct wc_err *wc_cache_word(const struct wc_cache *cache);

/*
 * The bytes of the manifest, index or image config `digest` (sha256), verified, NUL-terminated, owned by `arena`; false where
 * they are not there. Never fails otherwise.
 */
bool wc_cache_find(struct wc_cache *cache, wc_arena *arena, const char *digest, const char **ret_bytes, size_t *ret_length);

/* What `name` stood for; false where that is not known. Owned by `arena`. */
bool wc_cache_find_name(struct wc_cache *cache, wc_arena *arena, const char *name, struct wc_cache_name *ret_name);

/* Keeps bytes that hash to `digest` (others are not kept). Written with others in one go. Secrets do not belong here. */
void wc_cache_keep(struct wc_cache *cache, const char *digest, const char *bytes, size_t length);

/* Keeps that `name` stands for `digest`, for `seconds`; `etag` may be NULL. Replaces what was known of the name. */
void wc_cache_keep_name(struct wc_cache *cache, const char *name, const char *digest, const char *etag, int64_t seconds);

/* What is in it. */
struct wc_cache_info {
	const char *path;
	int64_t file_bytes; /* of the file and what SQLite keeps beside it; 0 where there is none yet */
	int64_t documents, document_bytes, names, most;
};

/* Counts. A cache that is not there yet is an empty one. False and `err` where it cannot be read. */
bool wc_cache_count(struct wc_cache *cache, struct wc_cache_info *ret_info, struct wc_err *err);

/* Removes everything that is kept. False and `err` where that cannot be. */
bool wc_cache_clear(struct wc_cache *cache, struct wc_err *err);

#endif
