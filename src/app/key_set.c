/* Keys of bytes: a table with open addresses. */
#include "app/key_set.h"

#include <string.h>

struct wc_key_entry {
	const char *bytes; /* NULL: free */
	size_t length;
	uint64_t hash;
	uint32_t number;
};

/* FNV-1a, eight bytes at a time. */
static uint64_t
hash_of(const char *bytes, size_t length)
{
	uint64_t hash = 0xcbf29ce484222325u ^ length;
	for (; length >= 8; bytes += 8, length -= 8) {
		uint64_t word;
		memcpy(&word, bytes, 8);
		hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
		hash ^= hash >> 29;
	}
	for (; length; bytes++, length--)
		hash = (hash ^ (unsigned char)*bytes) * 0x100000001b3u;
	return hash ^ hash >> 32;
}

static struct wc_key_entry *
place_of(struct wc_key_entry *entry, size_t size, const char *bytes, size_t length, uint64_t hash)
{
	size_t at = (size_t)hash & (size - 1);
	while (entry[at].bytes && (entry[at].hash != hash || entry[at].length != length || memcmp(entry[at].bytes, bytes, length) != 0))
		at = (at + 1) & (size - 1);
	return &entry[at];
}

static void
make_room(struct wc_key_set *set)
{
	size_t size = set->size ? set->size * 2 : 256;
	struct wc_key_entry *more = wc_array(set->arena, struct wc_key_entry, size);
	for (size_t i = 0; i < set->size; i++)
		if (set->entry[i].bytes)
			*place_of(more, size, set->entry[i].bytes, set->entry[i].length, set->entry[i].hash) = set->entry[i];
	set->entry = more;
	set->size = size;
}

uint32_t
wc_key_number(struct wc_key_set *set, const char *bytes, size_t length)
{
	if (2 * ((size_t)set->count + 1) > set->size)
		make_room(set);
	uint64_t hash = hash_of(bytes, length);
	struct wc_key_entry *entry = place_of(set->entry, set->size, bytes, length, hash);
	if (!entry->bytes)
		*entry = (struct wc_key_entry){wc_copy(set->arena, bytes, length), length, hash, set->count++};
	return entry->number;
}
