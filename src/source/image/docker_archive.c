/* docker-archive:FILE: what `docker save`, podman and skopeo write; Docker 25 and later put an OCI layout beside it. */
#include "base/limits.h"
#include "source/image/files.h"
#include "source/image/layers.h"
#include "source/image/manifest.h"
#include "source/image/named.h"
#include "source/image/path.h"
#include "source/image/platform.h"
#include "source/image/repositories.h"
#include "source/image/sources.h"

#include <string.h>

enum { HEX_DIGITS = 64 };

/* One image of an archive. */
struct saved {
	const struct wc_node *node;
	const char *name; /* the first of its RepoTags, or NULL */
};

/* The digest that a member's name promises: "blobs/sha256/HEX", "HEX.json" or "sha256:HEX"; NULL where it promises none. */
static const char *
promised_digest(wc_arena *arena, const char *name)
{
	if (strncmp(name, "blobs/sha256/", 13) == 0)
		name += 13;
	else if (strncmp(name, "sha256:", 7) == 0)
		name += 7;
	size_t length = strspn(name, "0123456789abcdef");
	bool is_whole = name[length] == '\0' || strcmp(name + length, ".json") == 0;
	return length == HEX_DIGITS && is_whole ? wc_printf(arena, "sha256:%.64s", name) : NULL;
}

/* The digest of a layer's blob: as the archive tells it, or as the name of the file promises; NULL where neither does. */
static bool
layer_digest(wc_arena *arena, const struct wc_document *document, const struct wc_node *sources,
             const struct wc_node *diff_id, const struct wc_node *layer, const char **ret_digest, struct wc_err *err)
{
	const struct wc_node *source = diff_id && diff_id->kind == WC_STRING ? wc_get(sources, diff_id->text) : NULL;
	if (!wc_document_expect(document, layer, WC_STRING, err) || !wc_document_text(document, source, "digest", ret_digest, err))
		return false;
	if (!*ret_digest && strncmp(layer->text, "blobs/", 6) == 0)
		*ret_digest = promised_digest(arena, layer->text);
	return true;
}

static bool
layers_take(const struct wc_reading *reading, const struct wc_document *document, const struct saved *saved,
            const struct wc_document *config, struct wc_image_entry *entry, struct wc_err *err)
{
	const struct wc_node *layers, *sources, *rootfs, *diff_ids;
	if (!wc_document_child(document, saved->node, "Layers", WC_LIST, &layers, err) ||
	    !wc_document_child(document, saved->node, "LayerSources", WC_MAP, &sources, err) ||
	    !wc_document_child(config, config->root, "rootfs", WC_MAP, &rootfs, err) ||
	    !wc_document_child(config, rootfs, "diff_ids", WC_LIST, &diff_ids, err))
		return false;
	if (!layers || layers->count == 0)
		return true;
	if (layers->count > WC_LIMIT_LAYERS)
		return wc_document_fail(document, layers, err, "lists %zu layers; at most %d are read", layers->count, WC_LIMIT_LAYERS);
	const char **digests = wc_array(reading->arena, const char *, layers->count);
	const struct wc_node *diff_id = diff_ids ? diff_ids->child : NULL, *layer = layers->child;
	for (size_t i = 0; layer; i++, layer = layer->next, diff_id = diff_id ? diff_id->next : NULL) {
		if (!layer_digest(reading->arena, document, sources, diff_id, layer, &digests[i], err))
			return false;
	}
	wc_layers_apply(reading, digests, layers->count, entry);
	return wc_layers_read(reading, config, config->root, &wc_layers_keys_oci, entry, err);
}

/* Reads the config and what it stands on. */
static bool
saved_take(const struct wc_reading *reading, struct wc_files *files, const struct wc_document *document,
           const struct saved *saved, struct wc_image *image, struct wc_err *err)
{
	struct wc_image_entry entry = {.version = WC_VERSION_UNKNOWN};
	struct wc_document config;
	enum wc_content content;
	const char *name;
	if (!wc_document_text(document, saved->node, "Config", &name, err))
		return false;
	if (!name)
		return wc_document_fail(document, saved->node, err, "names no Config");
	if (!wc_files_json_verified(files, name, promised_digest(reading->arena, name), -1, &config, err))
		return false;
	if (!config.root) {
		wc_document_fail(document, wc_get(saved->node, "Config"), err, "names %.100s, which is not in the archive", name);
		return wc_hint(err, "the archive is not complete; save the image again");
	}
	if (!wc_content_find(&config, &content, err))
		return false;
	if (content != WC_CONTENT_CONFIG)
		return wc_document_fail(&config, config.root, err, "is no image config, as manifest.json says");
	if (!wc_platform_read(&config, config.root, &wc_platform_keys_oci, WC_FROM_CONFIG, &entry, err) ||
	    !layers_take(reading, document, saved, &config, &entry, err))
		return false;
	wc_image_take(image, &entry, WC_FROM_CONFIG);
	return true;
}

/* Is it named by one of its tags? Sets the name that it is then known by. */
static bool
is_tagged(wc_arena *arena, struct saved *saved, const char *reference)
{
	const struct wc_node *tags = wc_get(saved->node, "RepoTags");
	for (const struct wc_node *tag = tags ? tags->child : NULL; tag; tag = tag->next) {
		if (tag->kind == WC_STRING && wc_path_same_name(arena, tag->text, reference)) {
			saved->name = tag->text;
			return true;
		}
	}
	return false;
}

static bool
saved_fail(const struct wc_reading *reading, struct wc_files *files, const struct saved *saved, size_t count,
           const char *reference, struct wc_err *err)
{
	const char **names = wc_array(reading->arena, const char *, count);
	for (size_t i = 0; i < count; i++)
		names[i] = saved[i].name;
	return reference ? wc_path_absent(reading->arena, wc_files_name(files), reference, names, count, err)
	                 : wc_path_ambiguous(reading->arena, wc_files_name(files), names, count, err);
}

static bool
saved_find(const struct wc_reading *reading, struct wc_files *files, struct saved *saved, size_t count,
           const char *reference, const struct saved **ret_saved, struct wc_err *err)
{
	size_t found = count;
	if (!reference && count == 1)
		found = 0;
	else if (reference && !wc_path_number(reference, &found))
		for (found = 0; found < count && !is_tagged(reading->arena, &saved[found], reference); found++)
			;
	if (found >= count)
		return saved_fail(reading, files, saved, count, reference, err);
	*ret_saved = &saved[found];
	return true;
}

static bool
saved_list(const struct wc_reading *reading, const struct wc_document *document, struct saved **ret_saved,
           struct wc_err *err)
{
	const struct wc_node *root = document->root, *tags;
	size_t i = 0;
	if (!wc_document_expect(document, root, WC_LIST, err))
		return false;
	if (root->count == 0 || root->count > WC_LIMIT_ENTRIES)
		return wc_document_fail(document, root, err, "lists %zu images; 1 to %d are read", root->count, WC_LIMIT_ENTRIES);
	struct saved *saved = wc_array(reading->arena, struct saved, root->count);
	for (const struct wc_node *node = root->child; node; node = node->next, i++) {
		if (!wc_document_expect(document, node, WC_MAP, err) ||
		    !wc_document_child(document, node, "RepoTags", WC_LIST, &tags, err))
			return false;
		saved[i].node = node;
		saved[i].name = tags && tags->child && tags->child->kind == WC_STRING ? tags->child->text : NULL;
	}
	*ret_saved = saved;
	return true;
}

/* No manifest.json: an old archive, or none of docker's. */
static bool
legacy_read(const struct wc_reading *reading, struct wc_files *files, const char *reference, struct wc_image *image,
            struct wc_err *err)
{
	struct wc_document document;
	if (!wc_files_json(files, "repositories", &document, err))
		return false;
	if (document.root)
		return wc_repositories_read(reading, files, &document, reference, image, err);
	if (!wc_files_json(files, "oci-layout", &document, err))
		return false;
	wc_fail(err, WC_FAULT_INPUT, "%.600s was not written by docker save: it has no manifest.json", wc_files_name(files));
	return document.root ? wc_hint(err, "it is an OCI layout: name it oci-archive:%.200s", wc_files_name(files))
	                     : wc_hint(err, "save the image again with docker save -o FILE IMAGE (docker export writes no image)");
}

static bool
check_reference(const char *reference, struct wc_err *err)
{
	if (!reference || !strchr(reference, '@') || *reference == '@')
		return true;
	wc_fail(err, WC_FAULT_INPUT, "'%.200s': an archive of docker save knows names, not digests", reference);
	return wc_hint(err, "name the image by its tag, or by its place from 0 on: docker-archive:FILE:@0");
}

bool
wc_source_docker_archive(const struct wc_reading *reading, const char *text, struct wc_image *image, struct wc_err *err)
{
	const char *path, *reference;
	struct wc_files *files;
	struct wc_document document;
	struct saved *list = NULL;
	const struct saved *saved = NULL;
	if (!wc_path_split(reading->arena, text, &path, &reference, err) || !check_reference(reference, err) ||
	    !wc_files_open_archive(reading->arena, path, &files, err) ||
	    !wc_files_json(files, "manifest.json", &document, err))
		return false;
	if (!document.root)
		return legacy_read(reading, files, reference, image, err);
	if (!saved_list(reading, &document, &list, err) ||
	    !saved_find(reading, files, list, document.root->count, reference, &saved, err) ||
	    !saved_take(reading, files, &document, saved, image, err))
		return false;
	wc_name_complete(reading, saved->name, image);
	return true;
}
