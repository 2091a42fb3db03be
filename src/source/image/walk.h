/* Following an image's descriptors through the blobs of a layout. */
#ifndef WC_SOURCE_IMAGE_WALK_H
#define WC_SOURCE_IMAGE_WALK_H

#include "source/image/files.h"
#include "source/image/manifest.h"
#include "source/sources.h"

/*
 * Reads the image that the `count` descriptors (at least one) are: a manifest, an index, or the platforms of one image.
 * Indexes inside an index are followed down to WC_LIMIT_INDEX_DEPTH. An entry whose blob is not there is kept where its
 * platform says enough. False and `err` where a blob is missing, altered or not what its descriptor says.
 */
bool wc_walk(const struct wc_reading *reading, struct wc_files *files, const struct wc_descriptor *const *item,
             size_t count, struct wc_image *image, struct wc_err *err);

#endif
