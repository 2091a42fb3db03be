/* What packing structs and packing texts share. Private to the two. */
#ifndef WC_APP_PACKED_PRIVATE_H
#define WC_APP_PACKED_PRIVATE_H

#include "base/text.h"

#include <stdint.h>

/* Writing goes into `out`; reading comes from `at`, which is NULL while writing. */
struct wc_packing {
	wc_arena *arena;
	const char *reference; /* of which texts may be parts */
	struct wc_text out;
	const unsigned char *at;
};

/* Writes a text, and reads it: from then on it is owned by the arena, by whoever owns the reference, or by nobody. */
void wc_pack_text(struct wc_packing *packing, const char *text);
const char *wc_unpack_text(struct wc_packing *packing);

#endif
