/* Fuzz target: image facts from JSON (manifests, indexes, configs, inspections) and by hand (a text that begins with "os:"). */
#include "fuzz.h"

#include "base/limits.h"
#include "source/image/sources.h"

#include <string.h>

static const struct wc_program program;

/* What must hold of every image that was read. */
static void
check(const struct wc_image *image)
{
	PROMISE(image->os < wc_os_words.count && image->arch < wc_arch_words.count && image->family < wc_family_words.count);
	PROMISE(image->entry_count <= WC_LIMIT_ENTRIES && (image->entry_count == 0 || image->index_digest));
	PROMISE(image->version.build == 0 || image->from.of[WC_IMAGE_OS_VERSION] != WC_FROM_NOWHERE);
	for (size_t i = 0; i < image->entry_count; i++) {
		const struct wc_image_entry *entry = &image->entries[i];
		PROMISE(entry->digest && entry->os < wc_os_words.count && entry->win32k < wc_tri_words.count);
		PROMISE(entry->version.build == 0 || (entry->os_version && entry->version_from != WC_FROM_NOWHERE));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wc_reading reading = {.arena = wc_arena_new(), .program = &program, .offline = true};
	struct wc_err err = {0};
	struct wc_image image = {.reference = "fuzz", .version = WC_VERSION_UNKNOWN};
	const char *text = wc_copy(reading.arena, (const char *)data, size);
	bool by_hand = strncmp(text, "os:", 3) == 0;
	bool is_read = by_hand ? wc_image_read(&reading, text, &image, &err)
	                       : wc_image_from_json(&reading, "fuzz", text, size, &image, &err);
	if (is_read)
		check(&image);
	else
		PROMISE(err.fault == WC_FAULT_INPUT && err.text[0] && err.hint[0]);
	wc_arena_free(reading.arena);
	return 0;
}
