/* What the name of an image says, where a source knows one. */
#ifndef WC_SOURCE_IMAGE_NAMED_H
#define WC_SOURCE_IMAGE_NAMED_H

#include "source/sources.h"

/* Keeps the parts of the reference `name` in `image`; false and `err` where it is none. Nothing is inferred. */
bool wc_name_keep(const struct wc_reading *reading, const char *name, struct wc_image *image, struct wc_err *err);

/*
 * Fills what an image that was read from a file does not say itself (its family, say) from the name `name` that the file
 * gives it. A name that is no reference says nothing. Where the image is an index, its entries get the family.
 */
void wc_name_complete(const struct wc_reading *reading, const char *name, struct wc_image *image);

#endif
