/* Base layers: what is known of a layer by the digest of its blob. */
#include "source/sources.h"

#include <stdlib.h>
#include <string.h>

static int
order(const void *digest, const void *layer)
{
	const struct wc_base_layer *l = layer;
	return memcmp(digest, l->digest, sizeof(l->digest));
}

const struct wc_base_layer *
wc_base_layer_find(const struct wc_program *program, const uint8_t digest[32])
{
	if (program->base_layer_count == 0)
		return NULL;
	return bsearch(digest, program->base_layers, program->base_layer_count, sizeof(*program->base_layers), order);
}
