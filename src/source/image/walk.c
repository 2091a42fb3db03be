/* wc_walk: from an image's descriptor to its manifests, configs and layers, by digest. */
#include "source/image/walk.h"

#include "base/limits.h"
#include "source/image/layers.h"
#include "source/image/platform.h"

#include <string.h>

/* On the way through one image. */
struct walk {
	const struct wc_reading *reading;
	struct wc_files *files;
	struct wc_image_entry *entries;
	size_t count, room;
};

static bool
add(struct walk *walk, const struct wc_image_entry *entry, struct wc_err *err)
{
	if (walk->count == WC_LIMIT_ENTRIES) {
		wc_fail(err, WC_FAULT_INPUT, "%.600s: the indexes of this image list more than %d images",
		        wc_files_name(walk->files), WC_LIMIT_ENTRIES);
		return wc_hint(err, "no image needs that; ask whoever made it");
	}
	if (walk->count == walk->room) {
		size_t room = walk->room ? walk->room * 2 : 16;
		struct wc_image_entry *larger = wc_array(walk->reading->arena, struct wc_image_entry, room);
		if (walk->count)
			memcpy(larger, walk->entries, walk->count * sizeof(*larger));
		walk->entries = larger;
		walk->room = room;
	}
	walk->entries[walk->count++] = *entry;
	return true;
}

/* What is not there: a copy is not complete then, but what is fetched may come later, or be kept elsewhere. */
static bool
missing(const struct walk *walk, const char *what, const char *digest, struct wc_err *err)
{
	if (wc_files_are_far(walk->files))
		return true;
	wc_fail(err, WC_FAULT_INPUT, "%.600s: %s %.80s is named and is not there", wc_files_name(walk->files), what, digest);
	return wc_hint(err, "the copy is not complete; copy the image again (skopeo copy --all)");
}

/* Does the index say enough of an entry whose blob was not copied? Exporters leave out what is for other machines. */
static bool
is_told(const struct wc_image_entry *entry)
{
	return entry->os != WC_OS_UNKNOWN && (entry->os != WC_OS_WINDOWS || entry->os_version);
}

static bool
blob(const struct walk *walk, const struct wc_descriptor *descriptor, enum wc_content wanted, const char *what,
     struct wc_document *ret_document, struct wc_err *err)
{
	enum wc_content content;
	bool is_config = wanted == WC_CONTENT_CONFIG;
	if (!wc_files_blob(walk->files, descriptor->entry.digest, descriptor->size, is_config, ret_document, err))
		return false;
	if (!ret_document->root)
		return true;
	if (!wc_content_find(ret_document, &content, err))
		return false;
	if (content != wanted)
		return wc_document_fail(ret_document, ret_document->root, err, "is not %s, as its descriptor says", what);
	return true;
}

/* Reads the manifest and the config behind `descriptor` into `entry`, which keeps what it knows already. */
static bool
manifest_follow(const struct walk *walk, const struct wc_descriptor *descriptor, struct wc_image_entry *entry,
                struct wc_err *err)
{
	struct wc_document document;
	struct wc_manifest manifest;
	if (!blob(walk, descriptor, WC_CONTENT_MANIFEST, "an image manifest", &document, err))
		return false;
	if (!document.root)
		return is_told(entry) || missing(walk, "the manifest", entry->digest, err);
	if (!wc_manifest_read(walk->reading->arena, &document, &manifest, err))
		return false;
	entry->judgeable = manifest.is_image;
	if (!manifest.is_image)
		return true;
	if (!blob(walk, &manifest.config, WC_CONTENT_CONFIG, "an image config", &document, err))
		return false;
	if (!document.root && !is_told(entry) && !missing(walk, "the config", manifest.config.entry.digest, err))
		return false;
	if (document.root && !wc_platform_read(&document, document.root, &wc_platform_keys_oci, WC_FROM_CONFIG, entry, err))
		return false;
	wc_layers_apply(walk->reading, manifest.layers, manifest.layer_count, entry);
	return !document.root || wc_layers_read(walk->reading, &document, document.root, &wc_layers_keys_oci, entry, err);
}

static bool index_follow(struct walk *walk, const struct wc_document *document, int depth, struct wc_err *err);

/* An index inside an index; one whose blob is not there stays an entry that is not judged. */
static bool
nested_follow(struct walk *walk, const struct wc_descriptor *descriptor, int depth, struct wc_err *err)
{
	struct wc_document document;
	if (depth > WC_LIMIT_INDEX_DEPTH) {
		wc_fail(err, WC_FAULT_INPUT, "%.600s: more than %d indexes lie in each other", wc_files_name(walk->files),
		        WC_LIMIT_INDEX_DEPTH);
		return wc_hint(err, "no exporter writes that; ask whoever made the image");
	}
	if (!blob(walk, descriptor, WC_CONTENT_INDEX, "an index", &document, err))
		return false;
	if (!document.root)
		return depth > 1 || wc_files_are_far(walk->files) ? add(walk, &descriptor->entry, err)
		                                                  : missing(walk, "the index", descriptor->entry.digest, err);
	return index_follow(walk, &document, depth, err);
}

/* Is it worth reading? What costs a request is only read where the index leaves something out. */
static bool
is_needed(const struct walk *walk, const struct wc_image_entry *entry)
{
	return entry->judgeable && !(wc_files_are_far(walk->files) && !walk->reading->thorough && is_told(entry));
}

static bool
entry_follow(struct walk *walk, const struct wc_descriptor *descriptor, int depth, struct wc_err *err)
{
	struct wc_image_entry entry = descriptor->entry;
	if (descriptor->is_index)
		return nested_follow(walk, descriptor, depth + 1, err);
	if (is_needed(walk, &entry) && !manifest_follow(walk, descriptor, &entry, err))
		return false;
	return add(walk, &entry, err);
}

static bool
index_follow(struct walk *walk, const struct wc_document *document, int depth, struct wc_err *err)
{
	struct wc_descriptors list;
	if (!wc_index_read(walk->reading->arena, document, &list, err))
		return false;
	for (size_t i = 0; i < list.count; i++) {
		if (!entry_follow(walk, &list.item[i], depth, err))
			return false;
	}
	return true;
}

static void
entries_keep(const struct walk *walk, struct wc_image *image)
{
	image->entries = walk->entries;
	image->entry_count = walk->count;
	wc_image_summarize(image);
}

/* One manifest: its config is what the engine reads, whatever index.json says of its platform. */
static bool
manifest_keep(const struct walk *walk, const struct wc_descriptor *descriptor, struct wc_image *image,
              struct wc_err *err)
{
	struct wc_image_entry entry = {.digest = descriptor->entry.digest, .version = WC_VERSION_UNKNOWN};
	if (descriptor->entry.judgeable && !manifest_follow(walk, descriptor, &entry, err))
		return false;
	if (!entry.judgeable) {
		wc_fail(err, WC_FAULT_INPUT, "%.600s: %.80s is %s", wc_files_name(walk->files), entry.digest,
		        wc_descriptor_kind(descriptor));
		return wc_hint(err, "name the image it belongs to");
	}
	wc_image_take(image, &entry, WC_FROM_CONFIG);
	return true;
}

bool
wc_walk(const struct wc_reading *reading, struct wc_files *files, const struct wc_descriptor *const *item, size_t count,
        struct wc_image *image, struct wc_err *err)
{
	struct walk walk = {.reading = reading, .files = files};
	if (count == 1 && !item[0]->is_index)
		return manifest_keep(&walk, item[0], image, err);
	if (count == 1)
		image->index_digest = item[0]->entry.digest;
	for (size_t i = 0; i < count; i++) {
		if (!entry_follow(&walk, item[i], 0, err))
			return false;
	}
	entries_keep(&walk, image);
	return true;
}
