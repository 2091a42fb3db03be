/* Archives of Docker before 1.10, which have no manifest.json. */
#ifndef WC_SOURCE_IMAGE_REPOSITORIES_H
#define WC_SOURCE_IMAGE_REPOSITORIES_H

#include "source/image/files.h"
#include "source/sources.h"

/*
 * Reads the image that `reference` (NULL: the only one) names from an archive whose `repositories` file is `document`. Its
 * config is the file ID/json, which nothing verifies: IDs were no digests then. False and `err`.
 */
bool wc_repositories_read(const struct wc_reading *reading, struct wc_files *files, const struct wc_document *document,
                          const char *reference, struct wc_image *image, struct wc_err *err);

#endif
