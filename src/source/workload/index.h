/* Nodes by name: for maps and lists in which a hostile file has a million entries and looks up each of them. */
#ifndef WC_SOURCE_WORKLOAD_INDEX_H
#define WC_SOURCE_WORKLOAD_INDEX_H

#include "format/tree.h"

#include <stdbool.h>

struct wc_index_entry {
	const char *name;
	const struct wc_node *node;
	size_t rank;  /* of equal names the first one is found */
	bool is_used; /* a mark for who asks; false at first */
};

/* In order of names. Zeroed it is empty. */
struct wc_index {
	struct wc_index_entry *entry;
	size_t count;
};

/* An empty index with room for `room` names, to be filled by wc_index_add and ended by wc_index_sort. Owned by `arena`. */
struct wc_index wc_index_start(wc_arena *arena, size_t room);
void wc_index_add(struct wc_index *index, const char *name, const struct wc_node *node);
void wc_index_sort(struct wc_index *index);

/* The children of a map by key; empty where `map` is none. Owned by `arena`. */
struct wc_index wc_index_map(wc_arena *arena, const struct wc_node *map);

/* The maps of a list by the text under `key` ("name"); empty where `list` is none. */
struct wc_index wc_index_list(wc_arena *arena, const struct wc_node *list, const char *key);

/* The entry of that name, or NULL. */
struct wc_index_entry *wc_index_entry(const struct wc_index *index, const char *name);

/* The node of that name, or NULL. */
const struct wc_node *wc_index_find(const struct wc_index *index, const char *name);

#endif
