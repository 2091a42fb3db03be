/* The cache as a command uses it: the store's file behind the functions that sources ask for. */
#ifndef WC_APP_CACHE_H
#define WC_APP_CACHE_H

#include "store/cache.h"

struct wc_blob_cache;

/* A cache in `folder`, of the usual size; nothing is touched yet. Close it with wc_cache_close. NULL where `folder` is NULL. */
struct wc_cache *wc_cache_in(wc_arena *arena, const char *folder);

/* The functions that sources ask for, on `cache`; owned by `arena`. NULL where `cache` is NULL. */
const struct wc_blob_cache *wc_cache_for_sources(wc_arena *arena, struct wc_cache *cache);

#endif
