/* Pinning an image to what was checked. */
#include "launch/pin.h"

/* Whatever form of its matcher the engine has, it takes the entry that was judged. */
static bool
is_taken(const struct wc_choice *choice, size_t picked)
{
	for (unsigned i = 0; i < choice->outcome_count; i++)
		if (choice->outcome[i].taken != picked + 1)
			return false;
	return choice->outcome_count > 0;
}

static const char *
digest_of(const struct wc_image *image, size_t picked, const struct wc_choice *choice)
{
	if (image->entry_count == 0)
		return image->digest;
	if (image->index_digest && is_taken(choice, picked))
		return image->index_digest;
	return picked < image->entry_count ? image->entries[picked].digest : NULL;
}

const char *
wc_pin(wc_arena *arena, const struct wc_image *image, size_t picked, const struct wc_choice *choice, const char *named,
       bool *ret_is_pinned)
{
	*ret_is_pinned = true;
	if (image->id)
		return image->id;
	const char *digest = digest_of(image, picked, choice);
	if (digest && image->repository)
		return wc_printf(arena, "%s@%s", image->repository, digest);
	*ret_is_pinned = false;
	return named;
}
