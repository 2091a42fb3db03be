/* A list of names with open addressing over it. */
#include "present/name_list.h"

#include <string.h>

/* FNV-1a: names that somebody chose to collide only make it slow, and there are at most as many as answers. */
static size_t
hash(const char *name)
{
	uint64_t h = UINT64_C(14695981039346656037);
	for (; *name; name++)
		h = (h ^ (unsigned char)*name) * UINT64_C(1099511628211);
	return (size_t)(h ^ h >> 32);
}

static uint32_t *
slot_of(const struct wc_name_list *list, const char *name)
{
	for (size_t i = hash(name);; i++) {
		uint32_t *slot = &list->slots[i & (list->size - 1)];
		if (*slot == 0 || strcmp(list->names[*slot - 1], name) == 0)
			return slot;
	}
}

/* At most half of the slots are taken. */
static void
grow(struct wc_name_list *list)
{
	size_t size = list->size ? 2 * list->size : 64;
	const char **names = wc_array(list->arena, const char *, size / 2);
	if (list->count)
		memcpy(names, list->names, list->count * sizeof(*names));
	*list = (struct wc_name_list){list->arena, names, list->count, wc_array(list->arena, uint32_t, size), size};
	for (size_t i = 0; i < list->count; i++)
		*slot_of(list, names[i]) = (uint32_t)i + 1;
}

bool
wc_name_find(const struct wc_name_list *list, const char *name, size_t *ret_place)
{
	uint32_t slot = list->size ? *slot_of(list, name) : 0;
	if (slot)
		*ret_place = slot - 1;
	return slot != 0;
}

size_t
wc_name_place(struct wc_name_list *list, const char *name)
{
	if (2 * list->count >= list->size)
		grow(list);
	uint32_t *slot = slot_of(list, name);
	if (*slot == 0) {
		list->names[list->count++] = name;
		*slot = (uint32_t)list->count;
	}
	return *slot - 1;
}
