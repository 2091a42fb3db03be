/* The cache between the store that keeps it and the sources that ask it. */
#include "app/cache.h"

#include "base/limits.h"
#include "source/image/cache.h"

static bool
get(void *context, wc_arena *arena, const char *digest, const char **ret_bytes, size_t *ret_length)
{
	return wc_cache_find(context, arena, digest, ret_bytes, ret_length);
}

static void
prepare(void *context)
{
	wc_cache_prepare(context);
}

static void
put(void *context, const char *digest, const char *bytes, size_t length)
{
	wc_cache_keep(context, digest, bytes, length);
}

static bool
get_tag(void *context, wc_arena *arena, const char *name, struct wc_cached_tag *ret_tag)
{
	struct wc_cache_name found;
	if (!wc_cache_find_name(context, arena, name, &found))
		return false;
	*ret_tag = (struct wc_cached_tag){.digest = found.digest, .etag = found.etag, .is_fresh = found.fresh, .age = found.age};
	return true;
}

static void
put_tag(void *context, const char *name, const struct wc_cached_tag *tag, unsigned seconds)
{
	wc_cache_keep_name(context, name, tag->digest, tag->etag, seconds);
}

struct wc_cache *
wc_cache_in(wc_arena *arena, const char *folder)
{
	return folder ? wc_cache_new(arena, folder, WC_LIMIT_CACHE_BYTES) : NULL;
}

const struct wc_blob_cache *
wc_cache_for_sources(wc_arena *arena, struct wc_cache *cache)
{
	if (!cache)
		return NULL;
	struct wc_blob_cache *functions = wc_alloc(arena, sizeof(*functions));
	*functions = (struct wc_blob_cache){.context = cache, .prepare = prepare, .get = get, .put = put, .get_tag = get_tag, .put_tag = put_tag};
	return functions;
}
