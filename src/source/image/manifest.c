/* Manifests and indexes: their descriptors, each with its platform and what its annotations say. */
#include "source/image/manifest.h"

#include "base/limits.h"
#include "source/image/platform.h"

#include <stdlib.h>
#include <string.h>

/* Media types of descriptors, as the OCI and Docker specifications print them. */
static const char *const index_types[] = {
	"application/vnd.oci.image.index.v1+json",
	"application/vnd.docker.distribution.manifest.list.v2+json",
};
static const char *const manifest_types[] = {
	"application/vnd.oci.image.manifest.v1+json",
	"application/vnd.docker.distribution.manifest.v2+json",
};
static const char *const config_types[] = {
	"application/vnd.oci.image.config.v1+json",
	"application/vnd.docker.container.image.v1+json",
};

static bool
is_one_of(const char *text, const char *const list[2])
{
	return text && (strcmp(text, list[0]) == 0 || strcmp(text, list[1]) == 0);
}

const char *
wc_descriptor_kind(const struct wc_descriptor *descriptor)
{
	if (descriptor->is_index)
		return "an index";
	return is_one_of(descriptor->entry.media_type, manifest_types) ? "an artifact or an attestation" : "no image manifest";
}

/* "algorithm:hex", as the OCI image specification's grammar for digests has it; the algorithm need not be one we know. */
static bool
digest_looks_right(const char *text)
{
	size_t algorithm = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789+._-");
	if (algorithm == 0 || text[algorithm] != ':')
		return false;
	const char *hex = text + algorithm + 1;
	size_t length = strspn(hex, "abcdefABCDEF0123456789");
	return length >= 32 && length <= 128 && hex[length] == '\0';
}

static bool
digest_read(const struct wc_document *document, const struct wc_node *map, const char **ret_digest, struct wc_err *err)
{
	const char *digest;
	if (!wc_document_expect(document, map, WC_MAP, err) || !wc_document_text(document, map, "digest", &digest, err))
		return false;
	if (!digest)
		return wc_document_fail(document, map, err, "has no digest");
	if (!digest_looks_right(digest))
		return wc_document_fail(document, wc_get(map, "digest"), err, "is no digest: '%.80s'", digest);
	*ret_digest = digest;
	return true;
}

/* The size in bytes: digits only, and small enough that nothing overflows. */
static bool
size_read(const struct wc_document *document, const struct wc_node *map, long long *ret_size, struct wc_err *err)
{
	const struct wc_node *size = wc_get(map, "size");
	*ret_size = -1;
	if (!size || size->kind == WC_NULL)
		return true;
	if (!wc_document_expect(document, size, WC_NUMBER, err))
		return false;
	if (size->length > 15 || strspn(size->text, "0123456789") != size->length)
		return wc_document_fail(document, size, err, "is no size in bytes: '%.40s'", size->text);
	*ret_size = atoll(size->text);
	return true;
}

/* The names under which exporters keep an image, and the mark that an attestation bears. */
static bool
annotations_read(const struct wc_document *document, struct wc_descriptor *descriptor, struct wc_err *err)
{
	const struct wc_node *notes;
	const char *referrer, *containerd_name;
	if (!wc_document_child(document, descriptor->node, "annotations", WC_MAP, &notes, err) ||
	    !wc_document_text(document, notes, "org.opencontainers.image.ref.name", &descriptor->name, err) ||
	    !wc_document_text(document, notes, "io.containerd.image.name", &containerd_name, err) ||
	    !wc_document_text(document, notes, "vnd.docker.reference.type", &referrer, err))
		return false;
	descriptor->full_name = containerd_name;
	if (!containerd_name && descriptor->name && strchr(descriptor->name, ':'))
		descriptor->full_name = descriptor->name;
	if (referrer)
		descriptor->entry.judgeable = false;
	return true;
}

/* "unknown/unknown" is how BuildKit marks what no engine shall run. */
static bool
is_marked_unknown(const struct wc_node *platform)
{
	const char *os = wc_get_text(platform, "os"), *architecture = wc_get_text(platform, "architecture");
	return os && architecture && strcmp(os, "unknown") == 0 && strcmp(architecture, "unknown") == 0;
}

static bool
descriptor_read(const struct wc_document *document, const struct wc_node *node, struct wc_descriptor *ret_descriptor,
                struct wc_err *err)
{
	struct wc_descriptor d = {.node = node, .entry.version = WC_VERSION_UNKNOWN};
	const struct wc_node *platform;
	const char *artifact;
	if (!digest_read(document, node, &d.entry.digest, err) ||
	    !wc_document_text(document, node, "mediaType", &d.entry.media_type, err) ||
	    !wc_document_text(document, node, "artifactType", &artifact, err) || !size_read(document, node, &d.size, err) ||
	    !wc_document_child(document, node, "platform", WC_MAP, &platform, err) ||
	    !wc_platform_read(document, platform, &wc_platform_keys_oci, WC_FROM_INDEX, &d.entry, err))
		return false;
	d.is_index = is_one_of(d.entry.media_type, index_types);
	d.has_platform = platform != NULL;
	d.entry.judgeable = !d.is_index && !artifact && !is_marked_unknown(platform) &&
	                    (d.entry.media_type ? is_one_of(d.entry.media_type, manifest_types) : d.has_platform);
	if (!annotations_read(document, &d, err))
		return false;
	*ret_descriptor = d;
	return true;
}

bool
wc_index_read(wc_arena *arena, const struct wc_document *document, struct wc_descriptors *ret_entries, struct wc_err *err)
{
	const struct wc_node *list;
	size_t n = 0;
	if (!wc_document_child(document, document->root, "manifests", WC_LIST, &list, err))
		return false;
	if (!list || list->count == 0) {
		wc_document_fail(document, list ? list : document->root, err, "lists no image");
		return wc_hint(err, "an empty index was written; build or copy the image again");
	}
	if (list->count > WC_LIMIT_ENTRIES)
		return wc_document_fail(document, list, err, "lists %zu images; at most %d are read", list->count, WC_LIMIT_ENTRIES);
	struct wc_descriptor *item = wc_array(arena, struct wc_descriptor, list->count);
	for (const struct wc_node *node = list->child; node; node = node->next) {
		if (!descriptor_read(document, node, &item[n++], err))
			return false;
	}
	*ret_entries = (struct wc_descriptors){item, n};
	return true;
}

/* Docker's media type of layers that registries do not hold; only Windows base images have had them. */
static bool
is_foreign_layer(const char *media_type)
{
	return media_type && strstr(media_type, "docker.image.rootfs.foreign.diff.tar");
}

static bool
layers_read(wc_arena *arena, const struct wc_document *document, struct wc_manifest *manifest, struct wc_err *err)
{
	const struct wc_node *list;
	if (!wc_document_child(document, document->root, "layers", WC_LIST, &list, err))
		return false;
	if (!list || list->count == 0)
		return true;
	if (list->count > WC_LIMIT_LAYERS)
		return wc_document_fail(document, list, err, "lists %zu layers; at most %d are read", list->count, WC_LIMIT_LAYERS);
	manifest->layers = wc_array(arena, const char *, list->count);
	for (const struct wc_node *node = list->child; node; node = node->next) {
		const char *media_type;
		if (!digest_read(document, node, &manifest->layers[manifest->layer_count++], err) ||
		    !wc_document_text(document, node, "mediaType", &media_type, err))
			return false;
		manifest->is_foreign |= is_foreign_layer(media_type);
	}
	return true;
}

bool
wc_manifest_read(wc_arena *arena, const struct wc_document *document, struct wc_manifest *ret_manifest, struct wc_err *err)
{
	struct wc_manifest manifest = {0};
	const char *artifact;
	const struct wc_node *config;
	if (!wc_document_text(document, document->root, "artifactType", &artifact, err) ||
	    !wc_document_child(document, document->root, "config", WC_MAP, &config, err))
		return false;
	if (!config)
		return wc_document_fail(document, document->root, err, "is a manifest without a config");
	if (!descriptor_read(document, config, &manifest.config, err) || !layers_read(arena, document, &manifest, err))
		return false;
	manifest.is_image = !artifact && is_one_of(manifest.config.entry.media_type, config_types);
	*ret_manifest = manifest;
	return true;
}
