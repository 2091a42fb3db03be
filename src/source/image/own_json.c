/* Our own JSON: the Image object with which the journal keeps an image (present/replay.c writes it). docs/journal.md */
#include "base/limits.h"
#include "source/image/document.h"
#include "source/image/sources.h"

#include <stdlib.h>
#include <string.h>

/* What is read, and where messages go. */
struct own {
	wc_arena *arena;
	struct wc_document document;
	struct wc_err *err;
};

static bool
text(const struct own *own, const struct wc_node *map, const char *key, const char **ret_text)
{
	return wc_document_text(&own->document, map, key, ret_text, own->err);
}

/* A word of a vocabulary; `other` for any other text, 0 where it is absent or null. */
static bool
word(const struct own *own, const struct wc_node *map, const char *key, const struct wc_words *words, unsigned other,
     uint8_t *ret_word)
{
	const char *found;
	unsigned value = 0;
	if (!text(own, map, key, &found))
		return false;
	if (found && !wc_word_find(words, found, &value)) {
		if (!other)
			return wc_document_fail(&own->document, wc_get(map, key), own->err, "'%.60s' is not %s", found, words->what);
		value = other;
	}
	*ret_word = (uint8_t)value;
	return true;
}

/* A version; what is none is not known: its text stands under another key. */
static bool
version(const struct own *own, const struct wc_node *map, struct wc_version *ret_version)
{
	const char *found;
	struct wc_err why;
	*ret_version = WC_VERSION_UNKNOWN;
	if (!text(own, map, "osVersion", &found))
		return false;
	if (found && !wc_version_parse(found, ret_version, &why))
		*ret_version = WC_VERSION_UNKNOWN;
	return true;
}

/* os.features: absent or null is not known, a list that has win32k or has it not. */
static bool
features(const struct own *own, const struct wc_node *map, uint8_t *ret_win32k)
{
	const struct wc_node *list;
	if (!wc_document_child(&own->document, map, "features", WC_LIST, &list, own->err))
		return false;
	*ret_win32k = list ? WC_NO : WC_TRI_UNKNOWN;
	for (const struct wc_node *item = list ? list->child : NULL; item; item = item->next) {
		if (!wc_document_expect(&own->document, item, WC_STRING, own->err))
			return false;
		if (strcmp(item->text, "win32k") == 0)
			*ret_win32k = WC_YES;
	}
	return true;
}

/* The one remark that an image has: on its version. */
static bool
remark(const struct own *own, const struct wc_node *map, const char **ret_remark)
{
	const struct wc_node *list;
	if (!wc_document_child(&own->document, map, "remarks", WC_LIST, &list, own->err))
		return false;
	*ret_remark = list && list->child ? wc_get_text(list->child, "text") : NULL;
	return true;
}

static bool
flag(const struct wc_node *map, const char *key)
{
	const struct wc_node *node = wc_get(map, key);
	return node && node->kind == WC_BOOL && strcmp(node->text, "true") == 0;
}

/* Both versions of an entry; that only its config has one is told by the pointer (model/facts.h). */
static bool
written_versions(const struct own *own, const struct wc_node *map, struct wc_image_entry *entry)
{
	if (!text(own, map, "osVersionWritten", &entry->os_version) || !text(own, map, "configVersion", &entry->config_version))
		return false;
	if (entry->config_version && flag(map, "configVersionOnly"))
		entry->os_version = entry->config_version;
	return true;
}

static bool
read_entry(const struct own *own, const struct wc_node *map, struct wc_image_entry *entry)
{
	if (!wc_document_expect(&own->document, map, WC_MAP, own->err))
		return false;
	entry->judgeable = flag(map, "judgeable");
	return text(own, map, "digest", &entry->digest) && text(own, map, "mediaType", &entry->media_type) &&
	       text(own, map, "architectureWritten", &entry->architecture) && text(own, map, "variant", &entry->variant) &&
	       text(own, map, "osWritten", &entry->os_text) && written_versions(own, map, entry) &&
	       version(own, map, &entry->version) && word(own, map, "os", &wc_os_words, WC_OS_OTHER, &entry->os) &&
	       word(own, map, "architecture", &wc_arch_words, WC_ARCH_OTHER, &entry->arch) &&
	       word(own, map, "family", &wc_family_words, 0, &entry->family) && features(own, map, &entry->win32k) &&
	       word(own, map, "versionFrom", &wc_origin_words, 0, &entry->version_from) &&
	       word(own, map, "familyFrom", &wc_origin_words, 0, &entry->family_from) && remark(own, map, &entry->remark);
}

static bool
read_entries(const struct own *own, struct wc_image *image)
{
	const struct wc_node *list;
	if (!wc_document_child(&own->document, own->document.root, "entries", WC_LIST, &list, own->err))
		return false;
	if (list && list->count > WC_LIMIT_ENTRIES)
		return wc_document_fail(&own->document, list, own->err, "has %zu entries, more than %d", list->count, WC_LIMIT_ENTRIES);
	image->entries = wc_array(own->arena, struct wc_image_entry, list ? list->count : 0);
	for (const struct wc_node *item = list ? list->child : NULL; item; item = item->next) {
		if (!read_entry(own, item, &image->entries[image->entry_count++]))
			return false;
	}
	return true;
}

static bool
read_origins(const struct own *own, struct wc_image *image)
{
	static const char side[] = "image.";
	const struct wc_node *from;
	if (!wc_document_child(&own->document, own->document.root, "from", WC_MAP, &from, own->err))
		return false;
	for (unsigned fact = 0; fact < WC_FACT_COUNT; fact++) {
		const char *name = wc_fact_name((enum wc_fact)fact);
		if (strncmp(name, side, sizeof(side) - 1) == 0 &&
		    !word(own, from, name + sizeof(side) - 1, &wc_origin_words, 0, &image->from.of[fact]))
			return false;
	}
	return true;
}

/* The part of the tag that names the version: within the tag, or none. */
static bool
read_tag(const struct own *own, struct wc_image *image)
{
	const struct wc_node *part;
	if (!text(own, own->document.root, "tag", &image->tag) ||
	    !wc_document_child(&own->document, own->document.root, "tagVersion", WC_MAP, &part, own->err))
		return false;
	const struct wc_node *start = wc_get(part, "start"), *length = wc_get(part, "length");
	size_t size = image->tag ? strlen(image->tag) : 0;
	if (!start || !length || start->kind != WC_NUMBER || length->kind != WC_NUMBER)
		return !part || wc_document_fail(&own->document, part, own->err, "needs a start and a length");
	image->tag_start = (size_t)strtoull(start->text, NULL, 10);
	image->tag_length = (size_t)strtoull(length->text, NULL, 10);
	if (image->tag_start > size || image->tag_length > size - image->tag_start)
		return wc_document_fail(&own->document, part, own->err, "is not within the tag");
	return true;
}

static bool
read_image(const struct own *own, struct wc_image *image)
{
	const struct wc_node *root = own->document.root;
	const char *kind;
	if (!wc_document_expect(&own->document, root, WC_MAP, own->err) || !text(own, root, "kind", &kind))
		return false;
	if (!kind || strcmp(kind, "Image") != 0)
		return wc_document_fail(&own->document, root, own->err, "is no Image object");
	return text(own, root, "reference", &image->reference) && text(own, root, "repository", &image->repository) &&
	       text(own, root, "digest", &image->digest) && text(own, root, "indexDigest", &image->index_digest) &&
	       text(own, root, "architectureWritten", &image->architecture) && text(own, root, "osWritten", &image->os_text) &&
	       text(own, root, "osVersionWritten", &image->os_version_text) && version(own, root, &image->version) &&
	       word(own, root, "os", &wc_os_words, WC_OS_OTHER, &image->os) &&
	       word(own, root, "architecture", &wc_arch_words, WC_ARCH_OTHER, &image->arch) &&
	       word(own, root, "family", &wc_family_words, 0, &image->family) && features(own, root, &image->win32k) &&
	       remark(own, root, &image->remark) && read_tag(own, image) && read_origins(own, image) && read_entries(own, image);
}

bool
wc_image_from_own_json(wc_arena *arena, const char *name, const char *bytes, size_t length, struct wc_image *ret_image,
                       struct wc_err *err)
{
	struct wc_image image = {.version = WC_VERSION_UNKNOWN};
	struct own own = {.arena = arena, .err = err};
	if (!wc_document_parse(arena, name, bytes, length, &own.document, err) || !read_image(&own, &image))
		return false;
	*ret_image = image;
	return true;
}
