/* Manifests and indexes (OCI image specification, Docker image manifest V2 schema 2) as descriptors. */
#ifndef WC_SOURCE_IMAGE_MANIFEST_H
#define WC_SOURCE_IMAGE_MANIFEST_H

#include "model/facts.h"
#include "source/image/document.h"

/* What a JSON text of the image world is. */
enum wc_content {
	WC_CONTENT_INDEX,
	WC_CONTENT_MANIFEST,
	WC_CONTENT_CONFIG,
	WC_CONTENT_INSPECTION, /* an object or list as `docker image inspect` prints it */
};

/*
 * Says what the text is. False and `err` where it is none of these: schema 1, an archive's or a layout's own file, the
 * output of another command (each by name), or a text that is an index and a manifest at once (CVE-2021-41190).
 */
bool wc_content_find(const struct wc_document *document, enum wc_content *ret_content, struct wc_err *err);

/* A reference by digest from one text to another. Strings are borrowed from the document. */
struct wc_descriptor {
	struct wc_image_entry entry; /* digest, media type and platform; judgeable where it may be an image */
	const struct wc_node *node;  /* its place, for messages */
	const char *name;            /* a name that an annotation gives it, or NULL */
	const char *full_name;       /* a whole reference that an annotation gives it, or NULL */
	long long size;              /* bytes, or -1 where not said */
	bool is_index;               /* an index inside the index */
	bool has_platform;
};

struct wc_descriptors {
	struct wc_descriptor *item;
	size_t count;
};

/* Reads the entries of an index, at most WC_LIMIT_ENTRIES. False and `err` with the JSON path of what is wrong. */
bool wc_index_read(wc_arena *arena, const struct wc_document *document, struct wc_descriptors *ret_entries,
                   struct wc_err *err);

/* What a manifest points to. */
struct wc_manifest {
	struct wc_descriptor config;
	const char **layers; /* digests of the layers' blobs, the base first */
	size_t layer_count;
	bool is_image;   /* its config is an image config, not an artifact's */
	bool is_foreign; /* a layer is one that only Windows base images have: kept out of registries */
};

/* Reads a manifest, at most WC_LIMIT_LAYERS layers. False and `err` with the JSON path of what is wrong. */
bool wc_manifest_read(wc_arena *arena, const struct wc_document *document, struct wc_manifest *ret_manifest,
                      struct wc_err *err);

/* What an entry that is not judged is, for messages: "an attestation", "an artifact", "an index". */
const char *wc_descriptor_kind(const struct wc_descriptor *descriptor);

#endif
