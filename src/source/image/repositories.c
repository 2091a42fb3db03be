/* The `repositories` file of a `docker save` archive from before Docker 1.10: {"REPOSITORY": {"TAG": "ID"}}. */
#include "source/image/repositories.h"

#include "base/limits.h"
#include "source/image/named.h"
#include "source/image/path.h"
#include "source/image/platform.h"

/* One name and the image it stands for. */
struct tagged {
	const struct wc_node *node;
	const char *name;
};

static bool
tagged_list(const struct wc_reading *reading, const struct wc_document *document, struct tagged **ret_tagged,
                  size_t *ret_count, struct wc_err *err)
{
	size_t room = 0, count = 0;
	if (!wc_document_expect(document, document->root, WC_MAP, err))
		return false;
	for (const struct wc_node *node = document->root->child; node; node = node->next) {
		if (!wc_document_expect(document, node, WC_MAP, err))
			return false;
		room += node->count;
	}
	if (room == 0 || room > WC_LIMIT_ENTRIES)
		return wc_document_fail(document, document->root, err, "lists %zu images; 1 to %d are read", room, WC_LIMIT_ENTRIES);
	struct tagged *tagged = wc_array(reading->arena, struct tagged, room);
	for (const struct wc_node *node = document->root->child; node; node = node->next) {
		for (const struct wc_node *tag = node->child; tag; tag = tag->next) {
			if (!wc_document_expect(document, tag, WC_STRING, err))
				return false;
			tagged[count++] = (struct tagged){tag, wc_printf(reading->arena, "%s:%s", node->key, tag->key)};
		}
	}
	*ret_tagged = tagged;
	*ret_count = count;
	return true;
}

static const struct tagged *
find(wc_arena *arena, const struct tagged *tagged, size_t count, const char *reference)
{
	for (size_t i = 0; i < count; i++) {
		if (reference ? wc_path_same_name(arena, tagged[i].name, reference) : count == 1)
			return &tagged[i];
	}
	return NULL;
}

static bool
find_fail(wc_arena *arena, const struct wc_files *files, const struct tagged *tagged, size_t count,
          const char *reference, struct wc_err *err)
{
	const char **names = wc_array(arena, const char *, count);
	for (size_t i = 0; i < count; i++)
		names[i] = tagged[i].name;
	return reference ? wc_path_absent(arena, wc_files_name(files), reference, names, count, err)
	                 : wc_path_ambiguous(arena, wc_files_name(files), names, count, err);
}

bool
wc_repositories_read(const struct wc_reading *reading, struct wc_files *files, const struct wc_document *document,
                     const char *reference, struct wc_image *image, struct wc_err *err)
{
	struct tagged *tagged = NULL;
	size_t count = 0;
	struct wc_document config;
	struct wc_image_entry entry = {.version = WC_VERSION_UNKNOWN};
	if (!tagged_list(reading, document, &tagged, &count, err))
		return false;
	const struct tagged *found = find(reading->arena, tagged, count, reference);
	if (!found)
		return find_fail(reading->arena, files, tagged, count, reference, err);
	if (!wc_files_json(files, wc_printf(reading->arena, "%s/json", found->node->text), &config, err))
		return false;
	if (!config.root)
		return wc_document_fail(document, found->node, err, "names an image that is not in the archive");
	if (!wc_platform_read(&config, config.root, &wc_platform_keys_oci, WC_FROM_CONFIG, &entry, err))
		return false;
	wc_image_take(image, &entry, WC_FROM_CONFIG);
	wc_name_complete(reading, found->name, image);
	return true;
}
