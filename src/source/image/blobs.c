/* wc_blobs: a table by digest, and the list of what is wanted. */
#include "source/image/blobs.h"

#include <stdint.h>
#include <string.h>

enum { BUCKETS = 256 };

struct wc_blobs {
	wc_arena *arena;
	struct wc_blob *bucket[BUCKETS];
	struct wc_blob *wanted, *last;
};

struct wc_blobs *
wc_blobs_new(wc_arena *arena)
{
	struct wc_blobs *blobs = wc_alloc(arena, sizeof(*blobs));
	blobs->arena = arena;
	return blobs;
}

static struct wc_blob **
bucket_of(struct wc_blobs *blobs, const char *digest)
{
	uint32_t hash = 2166136261u;
	for (const char *p = digest; *p; p++)
		hash = (hash ^ (unsigned char)*p) * 16777619u;
	return &blobs->bucket[hash % BUCKETS];
}

struct wc_blob *
wc_blobs_find(struct wc_blobs *blobs, const char *digest, bool is_config)
{
	struct wc_blob **bucket = bucket_of(blobs, digest);
	for (struct wc_blob *blob = *bucket; blob; blob = blob->next_same) {
		if (strcmp(blob->digest, digest) == 0)
			return blob;
	}
	struct wc_blob *blob = wc_alloc(blobs->arena, sizeof(*blob));
	*blob = (struct wc_blob){.next_same = *bucket, .digest = wc_copyz(blobs->arena, digest), .is_config = is_config};
	*bucket = blob;
	if (blobs->last)
		blobs->last->next_wanted = blob;
	else
		blobs->wanted = blob;
	blobs->last = blob;
	return blob;
}

struct wc_blob *
wc_blobs_take_wanted(struct wc_blobs *blobs)
{
	struct wc_blob *list = blobs->wanted;
	blobs->wanted = blobs->last = NULL;
	return list;
}
