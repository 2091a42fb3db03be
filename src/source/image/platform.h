/* Platforms as manifests, configs and engines write them, made facts of an entry. */
#ifndef WC_SOURCE_IMAGE_PLATFORM_H
#define WC_SOURCE_IMAGE_PLATFORM_H

#include "model/facts.h"
#include "source/image/document.h"

/* What registries and engines mean by the word; unknown where it is NULL, other where it is none of ours. */
enum wc_arch wc_arch_of(const char *text);

/* The keys that one kind of document writes a platform with. */
struct wc_platform_keys {
	const char *os, *os_version, *architecture, *variant, *features;
};

/* Those of an index's `platform` and of an image config (OCI image specification), and of an engine's inspection. */
extern const struct wc_platform_keys wc_platform_keys_oci, wc_platform_keys_engine;

/*
 * Fills what `entry` does not know yet of os, version, architecture, variant and win32k from the object `map` (NULL: nothing);
 * a version that is taken gets the origin `origin`. An os.version that is no Windows version is kept as text, never an error.
 * False and `err` where a value has the wrong type.
 */
bool wc_platform_read(const struct wc_document *document, const struct wc_node *map, const struct wc_platform_keys *keys,
                      enum wc_origin origin, struct wc_image_entry *entry, struct wc_err *err);

/* Makes `entry` what `image` is judged by; facts that are known get the origin `origin`, except those that have their own. */
void wc_image_take(struct wc_image *image, const struct wc_image_entry *entry, enum wc_origin origin);

/* Fills the fields of an image with entries on which all its judgeable entries agree; digests only where there is one. */
void wc_image_summarize(struct wc_image *image);

#endif
