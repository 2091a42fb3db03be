/* Facts of an image in one small block of memory: for a server that keeps many. */
#ifndef WC_APP_PACKED_H
#define WC_APP_PACKED_H

#include "app/gather.h"

#include <stdint.h>

/* The facts, and what is asked of them while they are packed. */
struct wc_packed {
	int64_t seen;   /* as the image's */
	bool is_error;  /* it could not be read */
	bool is_silent; /* as the image's */
	unsigned char bytes[];
};

/*
 * Packs the image that `reference` names, and its error, to be given back with free(); NULL where memory is out. An image of an index of
 * four entries takes some 400 bytes. `inferred` is not kept.
 */
struct wc_packed *wc_gathered_pack(const struct wc_gathered *image, const char *reference);

/* What was packed, owned by `arena`; `reference` is the same as then. */
struct wc_gathered wc_gathered_unpack(wc_arena *arena, const struct wc_packed *packed, const char *reference);

#endif
