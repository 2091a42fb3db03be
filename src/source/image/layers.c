/* Layers: the base image under an image, by the digests of its layers. */
#include "source/image/layers.h"

#include "base/limits.h"
#include "io/digest.h"

const struct wc_layers_keys wc_layers_keys_oci = {"rootfs", "diff_ids"}, wc_layers_keys_engine = {"RootFS", "Layers"};

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

/* Is the version that the layers tell more than what was known, where os.version is missing? */
static bool
tells_more(const struct wc_image_entry *entry, struct wc_version version)
{
	if (entry->os_version || version.build == 0)
		return false;
	return entry->version.build == 0 || (entry->version.build == version.build && entry->version.revision < version.revision);
}

/* Does os.version say something else than the layers do? Whoever built the image may have set it by hand. */
static bool
is_contradicted(const struct wc_image_entry *entry, struct wc_version version)
{
	if (!entry->os_version || entry->version.build == 0 || version.build == 0)
		return false;
	if (entry->version.build != version.build)
		return true;
	return version.revision >= 0 && entry->version.revision >= 0 && entry->version.revision != version.revision;
}

static void
apply(wc_arena *arena, const struct wc_base_layer *layer, struct wc_version version, struct wc_image_entry *entry)
{
	char text[WC_VERSION_TEXT];
	if (entry->os == WC_OS_UNKNOWN)
		entry->os = WC_OS_WINDOWS;
	if (entry->family == WC_FAMILY_UNKNOWN && layer->family) {
		entry->family = layer->family;
		entry->family_from = WC_FROM_BASE_LAYER;
	}
	if (tells_more(entry, version)) {
		entry->version = version;
		entry->version_from = WC_FROM_BASE_LAYER;
	} else if (is_contradicted(entry, version)) {
		entry->remark = wc_printf(arena, "its base layers are those of %s %s: os.version (%.40s) may have been set by hand",
		                          wc_word(&wc_family_words, layer->family), wc_version_print(version, text), entry->os_version);
	}
}

void
wc_layers_apply(const struct wc_reading *reading, const char *const *layers, size_t count, struct wc_image_entry *entry)
{
	const struct wc_base_layer *top = NULL;
	if (entry->os != WC_OS_UNKNOWN && entry->os != WC_OS_WINDOWS)
		return;
	for (size_t i = 0; i < count; i++) {
		const struct wc_base_layer *layer = find(reading->program, layers[i]);
		top = layer ? layer : top;
	}
	if (top)
		apply(reading->arena, top, version_of(top, count == 1), entry);
}

bool
wc_layers_read(const struct wc_reading *reading, const struct wc_document *document, const struct wc_node *map,
               const struct wc_layers_keys *keys, struct wc_image_entry *entry, struct wc_err *err)
{
	const struct wc_node *rootfs, *list;
	if (!wc_document_child(document, map, keys->rootfs, WC_MAP, &rootfs, err) ||
	    !wc_document_child(document, rootfs, keys->layers, WC_LIST, &list, err))
		return false;
	if (!list || list->count > WC_LIMIT_LAYERS)
		return !list || wc_document_fail(document, list, err, "lists %zu layers; at most %d are read", list->count, WC_LIMIT_LAYERS);
	const char **digests = wc_array(reading->arena, const char *, list->count + 1);
	size_t count = 0;
	for (const struct wc_node *item = list->child; item; item = item->next) {
		if (!wc_document_expect(document, item, WC_STRING, err))
			return false;
		digests[count++] = item->text;
	}
	wc_layers_apply(reading, digests, count, entry);
	return true;
}
