/* wc_stamps: files and folders as they looked before they were read, so that a change is seen whenever it came. */
#ifndef WC_IO_STAMPS_H
#define WC_IO_STAMPS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Zeroed: none are noted. */
struct wc_stamps {
	wc_arena *arena; /* its own */
	struct wc_stamped {
		const char *path;
		uint64_t stamp;
	} *item;
	size_t count, room;
};

/* Begins anew, with none noted; and lets go of all. */
void wc_stamps_begin(struct wc_stamps *stamps);
void wc_stamps_end(struct wc_stamps *stamps);

/* Notes how the file or folder at `path` looks, also that nothing is there; to be called before it is read. Nothing where either is NULL. */
void wc_stamps_add(struct wc_stamps *stamps, const char *path);

/* Does any of them look otherwise by now? */
bool wc_stamps_differ(const struct wc_stamps *stamps);

#endif
