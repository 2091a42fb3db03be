/* Layers: the base image under an image, by the digests of its blobs. */
#include "source/image/layers.h"

#include "io/digest.h"

static const struct wc_base_layer *
find(const struct wc_program *program, const char *digest)
{
	uint8_t bytes[WC_SHA256_BYTES];
	return digest && wc_digest_parse(digest, bytes) ? wc_base_layer_find(program, bytes) : NULL;
}

/* The version that a known layer tells; `is_alone`: nothing lies on it. */
static struct wc_version
version_of(const struct wc_base_layer *layer, bool is_alone)
{
	struct wc_version version = layer->version;
	if (layer->role != WC_LAYER_UPDATE && !is_alone)
		version.revision = WC_REVISION_UNKNOWN;
	return version;
}

static void
apply(const struct wc_base_layer *layer, struct wc_version version, struct wc_image_entry *entry)
{
	if (entry->os == WC_OS_UNKNOWN)
		entry->os = WC_OS_WINDOWS;
	if (entry->family == WC_FAMILY_UNKNOWN && layer->family) {
		entry->family = layer->family;
		entry->family_from = WC_FROM_BASE_LAYER;
	}
	if (!entry->os_version && version.build) {
		entry->version = version;
		entry->version_from = WC_FROM_BASE_LAYER;
	}
}

void
wc_layers_apply(const struct wc_program *program, const char *const *layers, size_t count, struct wc_image_entry *entry)
{
	const struct wc_base_layer *top = NULL;
	if (entry->os != WC_OS_UNKNOWN && entry->os != WC_OS_WINDOWS)
		return;
	for (size_t i = 0; i < count; i++) {
		const struct wc_base_layer *layer = find(program, layers[i]);
		top = layer ? layer : top;
	}
	if (top)
		apply(top, version_of(top, count == 1), entry);
}
