/* Interning: byte strings by number, each once. */
#ifndef WC_BASE_INTERN_H
#define WC_BASE_INTERN_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Start with {.arena = a}. */
struct wc_interned {
	wc_arena *arena;
	struct {
		const void *bytes;
		size_t length;
		uint64_t hash;
	} *item; /* by number */
	uint32_t count, room;
	uint32_t *slot; /* 1 + number, by hash */
	uint32_t slots;
};

/* The number of `bytes`; *ret_new says whether it is a new one (NULL is allowed). The bytes are copied. */
uint32_t wc_intern(struct wc_interned *all, const void *bytes, size_t length, bool *ret_new);

/* The copy that `all` has, or makes, of a NUL-terminated text: equal texts are one address. NULL stays NULL. */
const char *wc_intern_text(struct wc_interned *all, const char *text);

#endif
