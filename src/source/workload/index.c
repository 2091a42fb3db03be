/* Nodes by name. */
#include "source/workload/index.h"

#include <stdlib.h>
#include <string.h>

static int
by_name(const void *a, const void *b)
{
	const struct wc_index_entry *m = a, *n = b;
	int order = strcmp(m->name, n->name);
	return order ? order : (m->rank > n->rank) - (m->rank < n->rank);
}

struct wc_index
wc_index_start(wc_arena *arena, size_t room)
{
	return (struct wc_index){.entry = wc_array(arena, struct wc_index_entry, room + 1)};
}

void
wc_index_add(struct wc_index *index, const char *name, const struct wc_node *node)
{
	index->entry[index->count] = (struct wc_index_entry){.name = name, .node = node, .rank = index->count};
	index->count++;
}

void
wc_index_sort(struct wc_index *index)
{
	qsort(index->entry, index->count, sizeof(*index->entry), by_name);
}

struct wc_index
wc_index_map(wc_arena *arena, const struct wc_node *map)
{
	if (!map || map->kind != WC_MAP)
		return (struct wc_index){0};
	struct wc_index index = wc_index_start(arena, map->count);
	for (const struct wc_node *node = map->child; node; node = node->next)
		wc_index_add(&index, node->key, node);
	wc_index_sort(&index);
	return index;
}

struct wc_index
wc_index_list(wc_arena *arena, const struct wc_node *list, const char *key)
{
	if (!list || list->kind != WC_LIST)
		return (struct wc_index){0};
	struct wc_index index = wc_index_start(arena, list->count);
	for (const struct wc_node *node = list->child; node; node = node->next)
		if (wc_get_text(node, key))
			wc_index_add(&index, wc_get_text(node, key), node);
	wc_index_sort(&index);
	return index;
}

struct wc_index_entry *
wc_index_entry(const struct wc_index *index, const char *name)
{
	size_t low = 0, high = index->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(index->entry[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < index->count && strcmp(index->entry[low].name, name) == 0 ? &index->entry[low] : NULL;
}

const struct wc_node *
wc_index_find(const struct wc_index *index, const char *name)
{
	const struct wc_index_entry *entry = wc_index_entry(index, name);
	return entry ? entry->node : NULL;
}
