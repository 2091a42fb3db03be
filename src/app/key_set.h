/* Keys of bytes, numbered in the order in which they first come. */
#ifndef WC_APP_KEY_SET_H
#define WC_APP_KEY_SET_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

/* Start with {.arena = a}. */
struct wc_key_set {
	wc_arena *arena; /* owns copies of the keys */
	struct wc_key_entry *entry; /* by hash; a power of two */
	size_t size;
	uint32_t count;
};

/* The number of the key, from 0; a new one gets the next. */
uint32_t wc_key_number(struct wc_key_set *set, const char *bytes, size_t length);

#endif
