/* Copying an image out of the memory it was read in. */
#include "source/image/registry_image.h"

static void
own(wc_arena *arena, const char **text)
{
	*text = wc_copyz(arena, *text);
}

static void
entry_own(wc_arena *arena, struct wc_image_entry *entry)
{
	const char **texts[] = {&entry->digest, &entry->media_type, &entry->architecture, &entry->variant, &entry->os_version, &entry->os_text};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		own(arena, texts[i]);
}

struct wc_image
wc_image_copy(wc_arena *arena, const struct wc_image *image)
{
	struct wc_image copy = *image;
	const char **texts[] = {&copy.reference, &copy.repository, &copy.tag, &copy.digest, &copy.index_digest, &copy.architecture,
	                        &copy.os_text, &copy.os_version_text};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		own(arena, texts[i]);
	copy.entries = copy.entry_count ? wc_array(arena, struct wc_image_entry, copy.entry_count) : NULL;
	for (size_t i = 0; i < copy.entry_count; i++) {
		copy.entries[i] = image->entries[i];
		entry_own(arena, &copy.entries[i]);
	}
	return copy;
}
