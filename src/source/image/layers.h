/* What the layers of an image say of the base image under it. */
#ifndef WC_SOURCE_IMAGE_LAYERS_H
#define WC_SOURCE_IMAGE_LAYERS_H

#include "model/facts.h"
#include "source/sources.h"

/*
 * Looks up the blob digests of the layers (NULL: not known), the base first, and fills what `entry` does not know: os, family and, where
 * there is no os.version, the version. The revision is told by a known update layer, or by a base that is the only layer:
 * an update that is not known may lie on any other. Origin: base-layer.
 */
void wc_layers_apply(const struct wc_program *program, const char *const *layers, size_t count,
                     struct wc_image_entry *entry);

#endif
