/* Mirrors: the word of the containers tools first, then containerd's. */
#include "source/image/registry_mirrors.h"

bool
wc_mirrors_find(struct wc_registry *registry, wc_arena *arena, const char *domain, const char *path, bool by_digest,
                struct wc_places *ret_places, struct wc_err *err)
{
	struct wc_places places = {0};
	if (!wc_containers_mirrors(registry, arena, domain, path, by_digest, &places, err))
		return false;
	if (places.count == 0 && !wc_containerd_mirrors(registry, arena, domain, path, &places, err))
		return false;
	*ret_places = places;
	return true;
}
