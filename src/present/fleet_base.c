/* The base image that has to be changed where an image is built anew. */
#include "present/fleet_base.h"

/* Where Microsoft keeps its base images; each is called by its family (MicrosoftDocs/Virtualization-Documentation container-base-images.md). */
static const char repository[] = "mcr.microsoft.com/windows";

/* The base image of that family and release; NULL where there is none, or its tag is not known. */
static const char *
base_of(wc_arena *arena, const struct wc_release *release, unsigned family)
{
	if (!release->tags.count || !wc_mask_has(release->families, family))
		return NULL;
	return wc_printf(arena, "%s/%s:%s", repository, wc_word(&wc_family_words, family), release->tags.item[0]);
}

/* The release whose image the best remedy that names one says to use; NULL where none does. */
static const struct wc_release *
release_to(const struct wc_verdict *v)
{
	for (unsigned i = 0; i < v->remedy_count; i++)
		if ((v->remedies[i].action == WC_USE_TAG || v->remedies[i].action == WC_UPDATE_IMAGE) && v->remedies[i].release != WC_NO_RELEASE)
			return &v->program->releases[v->remedies[i].release];
	return NULL;
}

struct wc_base_change
wc_base_change_of(wc_arena *arena, const struct wc_verdict *v)
{
	const struct wc_release *to = release_to(v);
	unsigned family = v->image ? v->image->family : WC_FAMILY_UNKNOWN;
	if (!to || !family || !v->image_build_known || v->image_release == WC_NO_RELEASE)
		return (struct wc_base_change){0};
	const char *from_line = base_of(arena, &v->program->releases[v->image_release], family), *to_line = base_of(arena, to, family);
	/* The image `windows` ended with the release after which `server` took its place. */
	if (!to_line && family == WC_FAMILY_WINDOWS)
		to_line = base_of(arena, to, WC_FAMILY_SERVER);
	return from_line && to_line ? (struct wc_base_change){from_line, to_line} : (struct wc_base_change){0};
}
