/* json:FILE: a manifest, an index, an image config, or what `docker image inspect` printed. */
#include "base/limits.h"
#include "io/digest.h"
#include "io/file.h"
#include "source/image/layers.h"
#include "source/image/manifest.h"
#include "source/image/named.h"
#include "source/image/platform.h"
#include "source/image/sources.h"

#include <string.h>

/* The digest of a manifest or index is that of its bytes. */
static const char *
digest_of(const struct wc_reading *reading, const struct wc_document *document)
{
	uint8_t digest[WC_SHA256_BYTES];
	char text[WC_DIGEST_TEXT];
	wc_sha256(document->bytes, document->length, digest);
	return wc_copyz(reading->arena, wc_digest_print(digest, text));
}

/* An index inside it stays an entry that is not judged: its bytes are not here. */
static bool
index_take(const struct wc_reading *reading, const struct wc_document *document, struct wc_image *image,
           struct wc_err *err)
{
	struct wc_descriptors list;
	if (!wc_index_read(reading->arena, document, &list, err))
		return false;
	image->entries = wc_array(reading->arena, struct wc_image_entry, list.count);
	image->entry_count = list.count;
	for (size_t i = 0; i < list.count; i++)
		image->entries[i] = list.item[i].entry;
	image->index_digest = digest_of(reading, document);
	wc_image_summarize(image);
	wc_name_complete(reading, list.item[0].full_name, image);
	return true;
}

/* A manifest names no system; only its layers may tell. */
static bool
manifest_take(const struct wc_reading *reading, const struct wc_document *document, struct wc_image *image,
              struct wc_err *err)
{
	struct wc_manifest manifest;
	struct wc_image_entry entry = {.version = WC_VERSION_UNKNOWN};
	if (!wc_manifest_read(reading->arena, document, &manifest, err))
		return false;
	if (!manifest.is_image) {
		wc_document_fail(document, document->root, err, "is the manifest of an artifact (%.80s), not of an image",
		                 manifest.config.entry.media_type ? manifest.config.entry.media_type : "its config has no media type");
		return wc_hint(err, "name the image it belongs to");
	}
	if (manifest.is_foreign)
		entry.os = WC_OS_WINDOWS;
	wc_layers_apply(reading, manifest.layers, manifest.layer_count, &entry);
	entry.digest = digest_of(reading, document);
	wc_image_take(image, &entry, WC_FROM_BASE_LAYER);
	return true;
}

static bool
config_take(const struct wc_reading *reading, const struct wc_document *document, struct wc_image *image, struct wc_err *err)
{
	struct wc_image_entry entry = {.version = WC_VERSION_UNKNOWN};
	if (!wc_platform_read(document, document->root, &wc_platform_keys_oci, WC_FROM_CONFIG, &entry, err) ||
	    !wc_layers_read(reading, document, document->root, &wc_layers_keys_oci, &entry, err))
		return false;
	wc_image_take(image, &entry, WC_FROM_CONFIG);
	return true;
}

/* The first string of the list `key`, or NULL. */
static bool
first_text(const struct wc_document *document, const struct wc_node *map, const char *key, const char **ret_text,
           struct wc_err *err)
{
	const struct wc_node *list;
	if (!wc_document_child(document, map, key, WC_LIST, &list, err))
		return false;
	if (list && list->child && !wc_document_expect(document, list->child, WC_STRING, err))
		return false;
	*ret_text = list && list->child ? list->child->text : NULL;
	return true;
}

/* An image that an engine built itself has an ID and no digest of a registry. */
static bool
inspection_take(const struct wc_reading *reading, const struct wc_document *document, struct wc_image *image,
                struct wc_err *err)
{
	const struct wc_node *map = document->root->kind == WC_LIST ? document->root->child : document->root;
	struct wc_image_entry entry = {.version = WC_VERSION_UNKNOWN};
	const char *tag, *pulled, *id;
	if (!wc_platform_read(document, map, &wc_platform_keys_engine, WC_FROM_ENGINE, &entry, err) ||
	    !wc_layers_read(reading, document, map, &wc_layers_keys_engine, &entry, err) ||
	    !wc_document_text(document, map, "Id", &id, err) || !first_text(document, map, "RepoTags", &tag, err) || !first_text(document, map, "RepoDigests", &pulled, err))
		return false;
	const char *at = pulled ? strchr(pulled, '@') : NULL;
	entry.digest = at && wc_digest_parse(at + 1, NULL) ? at + 1 : NULL;
	wc_image_take(image, &entry, WC_FROM_ENGINE);
	image->id = id && wc_digest_parse(id, NULL) ? id : NULL;
	wc_name_complete(reading, tag, image);
	return true;
}

bool
wc_image_from_json(const struct wc_reading *reading, const char *name, const char *bytes, size_t length,
                   struct wc_image *image, struct wc_err *err)
{
	struct wc_document document;
	enum wc_content content;
	if (!wc_document_parse(reading->arena, name, bytes, length, &document, err) ||
	    !wc_content_find(&document, &content, err))
		return false;
	if (content == WC_CONTENT_INDEX)
		return index_take(reading, &document, image, err);
	if (content == WC_CONTENT_MANIFEST)
		return manifest_take(reading, &document, image, err);
	if (content == WC_CONTENT_CONFIG)
		return config_take(reading, &document, image, err);
	return inspection_take(reading, &document, image, err);
}

bool
wc_source_json(const struct wc_reading *reading, const char *text, struct wc_image *image, struct wc_err *err)
{
	char *bytes;
	size_t length;
	const char *name = strcmp(text, "-") == 0 ? "standard input" : text;
	return wc_file_read(reading->arena, text, WC_LIMIT_MANIFEST_BYTES, &bytes, &length, err) &&
	       wc_image_from_json(reading, name, bytes, length, image, err);
}
