/* Finding a release by build and product, and the nearest one where a build is in none. */
#include "policy/view.h"

/* The first release whose build is at least `build` (releases are sorted by build). */
static size_t
lower_bound(const struct wc_program *p, uint32_t build)
{
	size_t low = 0, high = p->release_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (p->releases[middle].build < build)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

uint16_t
wc_release_find(const struct wc_program *p, uint32_t build, unsigned product)
{
	size_t first = lower_bound(p, build);
	if (first == p->release_count || p->releases[first].build != build)
		return WC_NO_RELEASE;
	for (size_t i = first; i < p->release_count && p->releases[i].build == build; i++)
		if (p->releases[i].product == product)
			return (uint16_t)i;
	return (uint16_t)first;
}

uint16_t
wc_release_nearest(const struct wc_program *p, uint32_t build)
{
	if (p->release_count == 0)
		return WC_NO_RELEASE;
	size_t above = lower_bound(p, build);
	if (above == 0)
		return 0;
	size_t below = above - 1;
	while (below > 0 && p->releases[below - 1].build == p->releases[above - 1].build)
		below--;
	if (above < p->release_count && p->releases[above].build - build < build - p->releases[below].build)
		return (uint16_t)above;
	return (uint16_t)below;
}

bool
wc_release_is_above_all(const struct wc_program *p, uint32_t build)
{
	return p->release_count > 0 && build > p->releases[p->release_count - 1].build;
}
