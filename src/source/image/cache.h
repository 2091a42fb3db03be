/* wc_blob_cache: what was read from registries before, as a source sees it; app/ says who keeps it. */
#ifndef WC_SOURCE_IMAGE_CACHE_H
#define WC_SOURCE_IMAGE_CACHE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* Which manifest a tag was last seen to stand for. */
struct wc_cached_tag {
	const char *digest;
	const char *etag; /* as the registry sent it, or NULL */
	bool is_fresh;    /* only when read: checked so lately that it need not be asked again */
	int64_t age;      /* only when read: seconds since it was checked */
};

/*
 * Functions of whoever keeps the bytes; each takes `context` first. Reading fails softly (false: not there), writing without
 * a word: a cache that is gone makes things slower, never wrong. No secret is ever put.
 */
struct wc_blob_cache {
	void *context;

	/* Opens what the others need, while the network is at work; NULL: nothing to open. */
	void (*prepare)(void *context);

	/*
	 * The bytes of the manifest or config `digest` ("sha256:…"), copied NUL-terminated to `arena`; whatever else a damaged
	 * cache holds under that digest is not there.
	 */
	bool (*get)(void *context, wc_arena *arena, const char *digest, const char **ret_bytes, size_t *ret_length);
	void (*put)(void *context, const char *digest, const char *bytes, size_t length);

	/* What the tag `name` ("docker.io/library/golang:1.22") was last seen to be; strings are copied to `arena`. */
	bool (*get_tag)(void *context, wc_arena *arena, const char *name, struct wc_cached_tag *ret_tag);

	/* Keeps it, as seen now; it is fresh for `seconds`. */
	void (*put_tag)(void *context, const char *name, const struct wc_cached_tag *tag, unsigned seconds);
};

#endif
