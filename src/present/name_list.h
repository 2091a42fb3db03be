/* Names in the order first met, each once, found fast. */
#ifndef WC_PRESENT_NAME_LIST_H
#define WC_PRESENT_NAME_LIST_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Start with {.arena = a}. */
struct wc_name_list {
	wc_arena *arena;
	const char **names; /* `count` of them, borrowed */
	size_t count;
	uint32_t *slots; /* 1 + the place of a name, 0 where free; `size` of them, a power of two */
	size_t size;
};

/* Is `name` in the list? True and its place, or false. */
bool wc_name_find(const struct wc_name_list *list, const char *name, size_t *ret_place);

/* The place of `name` in the list; where it is new it is added behind the last. The list borrows it. */
size_t wc_name_place(struct wc_name_list *list, const char *name);

#endif
