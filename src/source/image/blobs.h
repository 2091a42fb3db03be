/* wc_blobs: the manifests and configs of one image that are fetched one after the other, by digest. */
#ifndef WC_SOURCE_IMAGE_BLOBS_H
#define WC_SOURCE_IMAGE_BLOBS_H

#include "base/arena.h"
#include "source/image/document.h"

enum wc_blob_state {
	WC_BLOB_WANTED, /* somebody asked for it, and it was not fetched yet */
	WC_BLOB_HERE,
	WC_BLOB_ABSENT, /* where it was looked for it is not */
};

struct wc_blob {
	struct wc_blob *next_same; /* in its bucket */
	struct wc_blob *next_wanted;
	const char *digest;
	bool is_config; /* a registry keeps configs elsewhere than manifests */
	enum wc_blob_state state;
	const char *bytes;
	size_t length;
	struct wc_document document; /* parsed when it was first read; `root` NULL until then */
};

struct wc_blobs;

/* An empty set, owned by `arena`. */
struct wc_blobs *wc_blobs_new(wc_arena *arena);

/* The blob `digest`, which is wanted from now on if nobody asked for it before. */
struct wc_blob *wc_blobs_find(struct wc_blobs *blobs, const char *digest, bool is_config);

/* Takes the list of what became wanted since the last call, linked by next_wanted; NULL where nothing did. */
struct wc_blob *wc_blobs_take_wanted(struct wc_blobs *blobs);

#endif
