/* Indexes in one line. */
#include "app/cases/index.h"

#include <stdio.h>
#include <string.h>

enum { MOST_ENTRIES = 64 };

static struct wc_image_entry
entry_of(wc_arena *arena, char *word, size_t number)
{
	struct wc_image_entry e = {.os = WC_OS_WINDOWS, .arch = WC_AMD64, .architecture = "amd64", .version = WC_VERSION_UNKNOWN, .judgeable = true};
	char *feature = strstr(word, "+win32k"), *at = strchr(word, '@');

	e.digest = wc_printf(arena, "sha256:%064zx", number);
	if (feature != NULL) {
		*feature = '\0';
		e.win32k = WC_YES;
	}
	if (at != NULL) {
		unsigned arch = WC_ARCH_OTHER;
		*at++ = '\0';
		wc_word_find(&wc_arch_words, at, &arch);
		e.arch = (uint8_t)arch;
		e.architecture = at;
	}
	if (strcmp(word, "linux") == 0)
		e.os = WC_OS_LINUX;
	else if (strcmp(word, "-") != 0)
		e.os_version = word;
	if (e.os_version != NULL && wc_version_parse(e.os_version, &e.version, NULL))
		e.version_from = WC_FROM_INDEX;
	return e;
}

/* The image that is its only entry. */
static void
take_manifest(wc_arena *arena, struct wc_image *image, bool by_digest)
{
	const struct wc_image_entry *e = &image->entries[0];

	image->digest = e->digest;
	image->os = e->os;
	image->arch = e->arch;
	image->architecture = e->architecture;
	image->version = e->version;
	image->os_version_text = e->version.build ? NULL : e->os_version;
	image->from.of[WC_IMAGE_OS] = WC_FROM_CONFIG;
	image->from.of[WC_IMAGE_OS_VERSION] = e->version.build ? WC_FROM_CONFIG : WC_FROM_NOWHERE;
	image->entry_count = 0;
	image->tag = by_digest ? NULL : "1";
	image->reference = by_digest ? wc_printf(arena, "example.org/app@%s", e->digest) : "example.org/app:1";
}

bool
wc_case_index(wc_arena *arena, const char *text, struct wc_image *ret_image)
{
	bool is_index = strncmp(text, "index:", 6) == 0, is_manifest = strncmp(text, "manifest:", 9) == 0;
	bool by_digest = strncmp(text, "manifest@:", 10) == 0;
	struct wc_image image = {.reference = "example.org/app:1", .repository = "example.org/app", .tag = "1", .version = WC_VERSION_UNKNOWN};
	char *rest = NULL;

	if (!is_index && !is_manifest && !by_digest)
		return false;
	char *words = wc_copyz(arena, strchr(text, ':') + 1);
	image.entries = wc_array(arena, struct wc_image_entry, MOST_ENTRIES);
	for (char *word = strtok_r(words, " \t", &rest); word != NULL && image.entry_count < MOST_ENTRIES; word = strtok_r(NULL, " \t", &rest)) {
		image.entries[image.entry_count] = entry_of(arena, word, image.entry_count + 1);
		image.entry_count++;
	}
	if (image.entry_count > 0 && !is_index)
		take_manifest(arena, &image, by_digest);
	*ret_image = image;
	return true;
}
