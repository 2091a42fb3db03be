/* What the layers of an image say of the base image under it. */
#ifndef WC_SOURCE_IMAGE_LAYERS_H
#define WC_SOURCE_IMAGE_LAYERS_H

#include "model/facts.h"
#include "source/image/document.h"
#include "source/sources.h"

/*
 * Looks up the digests of the layers (of their blobs, or their diff-ids; NULL: not known), the base first, and fills what
 * `entry` does not know: os, family and, where there is no os.version, the version. The revision is told by a known update
 * layer, or by a base that is the only layer: an update that is not known may lie on any other. Origin: base-layer. Where
 * os.version says something else than the layers, it stays, and the entry gets a remark.
 */
void wc_layers_apply(const struct wc_reading *reading, const char *const *layers, size_t count, struct wc_image_entry *entry);

/* The keys under which a document lists diff-ids: an image config, and an engine's inspection. */
struct wc_layers_keys {
	const char *rootfs, *layers;
};
extern const struct wc_layers_keys wc_layers_keys_oci, wc_layers_keys_engine;

/* The same for the diff-ids that the object `map` lists. False and `err` where a value has the wrong type. */
bool wc_layers_read(const struct wc_reading *reading, const struct wc_document *document, const struct wc_node *map,
                    const struct wc_layers_keys *keys, struct wc_image_entry *entry, struct wc_err *err);

#endif
