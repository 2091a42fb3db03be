/* The image sources: each reads what stands behind its prefix (src/source/images.c has the table). */
#ifndef WC_SOURCE_IMAGE_SOURCES_H
#define WC_SOURCE_IMAGE_SOURCES_H

#include "source/sources.h"

/*
 * Reads the facts of the image that `text`, the part behind the prefix, names. `image` comes with its reference set and
 * everything else unknown; on failure it may be half filled and is dropped. False and `err`.
 */
typedef bool wc_image_source(const struct wc_reading *reading, const char *text, struct wc_image *image,
                             struct wc_err *err);

wc_image_source wc_source_given;          /* os:VERSION,key=value… */
wc_image_source wc_source_json;           /* json:FILE */
wc_image_source wc_source_oci_folder;     /* oci:DIR[:REF] */
wc_image_source wc_source_oci_archive;    /* oci-archive:FILE[:REF] */
wc_image_source wc_source_docker_archive; /* docker-archive:FILE[:REF] */
wc_image_source wc_source_registry;       /* docker://REF, REF */
wc_image_source wc_source_daemon;         /* docker-daemon:REF */

/* Reads image facts from the `length` bytes of a JSON text; `name` is for messages. False and `err`. */
bool wc_image_from_json(const struct wc_reading *reading, const char *name, const char *bytes, size_t length,
                        struct wc_image *image, struct wc_err *err);

/*
 * Reads the `length` bytes of an Image object as the decision journal keeps it (docs/journal.md), with all its entries. `name` is
 * for messages; what is read borrows from `arena`. False and `err`.
 */
bool wc_image_from_own_json(wc_arena *arena, const char *name, const char *bytes, size_t length, struct wc_image *ret_image,
                            struct wc_err *err);

#endif
