/* The base image that has to be changed where an image is built anew. */
#ifndef WC_PRESENT_FLEET_BASE_H
#define WC_PRESENT_FLEET_BASE_H

#include "base/arena.h"
#include "model/verdict.h"

/* Microsoft's base images that the image stands on, and that the best remedy leads to, as a FROM line names them. */
struct wc_base_change {
	const char *from, *to; /* both NULL where the family or one of the tags is not known */
};

/* The change that the verdict's remedies ask for. Owned by `arena`. */
struct wc_base_change wc_base_change_of(wc_arena *arena, const struct wc_verdict *verdict);

#endif
