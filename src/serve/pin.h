/* Pinning: images that are given by a tag are named by the digest of what the tag stands for now, too. */
#ifndef WC_SERVE_PIN_H
#define WC_SERVE_PIN_H

#include "app/admit.h"
#include "format/json_write.h"
#include "format/tree.h"

/* Images of a pod and what is known of each: `count`. Borrowed. */
struct wc_pins {
	const struct wc_pod_image *images;
	const struct wc_gathered *facts;
	size_t count;
};

/*
 * "name:tag@sha256:…" for an image that a registry was asked for lately by its tag, with the digest of the index, or of the only manifest:
 * a child's digest would be pulled by any node and fail there. NULL where it has a digest, or its digest was not verified. Owned by `arena`.
 */
const char *wc_pin_text(wc_arena *arena, const char *reference, const struct wc_gathered *facts);

/* Adds an operation for each of these images in `spec`, which stands at `root` ("/spec"), that is to be pinned. */
void wc_pins_write(struct wc_json_out *out, wc_arena *arena, const char *root, const struct wc_node *spec, const struct wc_pins *pins);

#endif
