/* Interning: open addressing, eight bytes at a time. */
#include "base/intern.h"

#include <string.h>

static uint64_t
hash_of(const unsigned char *bytes, size_t length)
{
	uint64_t hash = 14695981039346656037u ^ length, word = 0;
	for (; length >= sizeof(word); bytes += sizeof(word), length -= sizeof(word)) {
		memcpy(&word, bytes, sizeof(word));
		hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
		hash ^= hash >> 32;
	}
	word = 0;
	memcpy(&word, bytes, length);
	hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
	return hash ^ hash >> 29;
}

static void
grow(struct wc_interned *all)
{
	uint32_t slots = all->slots ? all->slots * 2 : 256, room = slots / 2;
	uint32_t *slot = wc_array(all->arena, uint32_t, slots);
	void *items = wc_alloc(all->arena, room * sizeof(*all->item));
	if (all->count)
		memcpy(items, all->item, all->count * sizeof(*all->item));
	all->item = items;
	for (uint32_t i = 0; i < all->count; i++) {
		uint64_t at = all->item[i].hash;
		while (slot[at & (slots - 1)])
			at++;
		slot[at & (slots - 1)] = i + 1;
	}
	all->slot = slot;
	all->slots = slots;
	all->room = room;
}

uint32_t
wc_intern(struct wc_interned *all, const void *bytes, size_t length, bool *ret_new)
{
	uint64_t hash = hash_of(bytes, length), at = hash;
	if (all->count == all->room)
		grow(all);
	for (; all->slot[at & (all->slots - 1)]; at++) {
		uint32_t i = all->slot[at & (all->slots - 1)] - 1;
		if (all->item[i].hash == hash && all->item[i].length == length && memcmp(all->item[i].bytes, bytes, length) == 0) {
			if (ret_new)
				*ret_new = false;
			return i;
		}
	}
	all->slot[at & (all->slots - 1)] = all->count + 1;
	all->item[all->count].bytes = length ? wc_copy(all->arena, bytes, length) : "";
	all->item[all->count].length = length;
	all->item[all->count].hash = hash;
	if (ret_new)
		*ret_new = true;
	return all->count++;
}

const char *
wc_intern_text(struct wc_interned *all, const char *text)
{
	if (!text)
		return NULL;
	uint32_t number = wc_intern(all, text, strlen(text), NULL);
	return all->item[number].bytes;
}
