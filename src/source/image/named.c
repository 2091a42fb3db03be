/* Images that are only named: a registry's or an engine's, inferred from the tag where that is allowed. */
#include "source/image/named.h"

#include "format/reference.h"
#include "source/image/sources.h"

#include <string.h>

bool
wc_name_keep(const struct wc_reading *reading, const char *name, struct wc_image *image, struct wc_err *err)
{
	struct wc_reference reference;
	if (!wc_reference_parse(reading->arena, name, &reference, err))
		return false;
	image->repository = wc_printf(reading->arena, "%s/%s", reference.domain, reference.path);
	image->tag = reference.tag ? reference.tag : reference.digest ? NULL : "latest";
	if (reference.digest && !image->digest) {
		image->digest = reference.digest;
		image->from.of[WC_IMAGE_DIGEST] = WC_FROM_GIVEN;
	}
	return true;
}

/* Nano Server has no win32k: a name that says otherwise than the image itself is not believed. */
static bool
is_contradicted(uint8_t family, uint8_t win32k)
{
	return family == WC_NANOSERVER && win32k == WC_YES;
}

/* The entries of an index that are for Windows get the family that the name says. */
static void
family_spread(struct wc_image *image, uint8_t family)
{
	for (size_t i = 0; i < image->entry_count; i++) {
		struct wc_image_entry *entry = &image->entries[i];
		if (!entry->judgeable || entry->os != WC_OS_WINDOWS || entry->family || is_contradicted(family, entry->win32k))
			continue;
		entry->family = family;
		entry->family_from = WC_FROM_TAG;
	}
}

/* Takes from `guess`, which knows the name, what does not contradict `image`; an index knows its versions itself. */
static void
complete_from(struct wc_image *image, const struct wc_image *guess)
{
	struct wc_image completed = *guess;
	bool is_index = image->entry_count > 0;
	if (is_index || is_contradicted(guess->family, image->win32k)) {
		completed = *image;
		completed.repository = guess->repository;
		completed.tag = guess->tag;
		completed.tag_start = guess->tag_start;
		completed.tag_length = guess->tag_length;
	}
	if (is_index && guess->family)
		family_spread(&completed, guess->family);
	*image = completed;
}

void
wc_name_complete(const struct wc_reading *reading, const char *name, struct wc_image *image)
{
	struct wc_image guess = *image;
	if (!name || !wc_name_keep(reading, name, &guess, NULL))
		return;
	guess.digest = image->digest;
	guess.from.of[WC_IMAGE_DIGEST] = image->from.of[WC_IMAGE_DIGEST];
	if (image->os == WC_OS_LINUX || image->os == WC_OS_OTHER) {
		image->repository = guess.repository;
		image->tag = guess.tag;
		return;
	}
	wc_infer_from_tag(reading, &guess);
	/* An os.version that cannot be read is what the image says: the tag does not overrule it. */
	if (image->os_version_text) {
		guess.version = image->version;
		guess.from.of[WC_IMAGE_OS_VERSION] = guess.from.of[WC_IMAGE_REVISION] = WC_FROM_NOWHERE;
	}
	complete_from(image, &guess);
}
