/* Linking platforms: each is of a known build, its labels and taints are some, and no Windows of a platform stands twice. */
#include "policy/loading.h"

#include "model/cluster.h"

#include <string.h>

static void
check_labels(struct wc_loading *loading, struct wc_place place, const struct wc_strings *texts)
{
	for (size_t i = 0; i < texts->count; i++) {
		const char *equals = strchr(texts->item[i], '=');
		if (!equals || equals == texts->item[i])
			wc_loading_fault(loading, place, "labels", "'%.80s' is not of the form NAME=VALUE", texts->item[i]);
	}
}

static void
check_taints(struct wc_loading *loading, struct wc_place place, const char *key, const struct wc_strings *texts)
{
	struct wc_node_taint taint;
	for (size_t i = 0; i < texts->count; i++)
		if (!wc_taint_read(loading->reader.arena, texts->item[i], &taint))
			wc_loading_fault(loading, place, key, "'%.80s' is not of the form KEY=VALUE:EFFECT", texts->item[i]);
}

/* Does an earlier row of the platform have this name of a Windows? */
static bool
stands_before(const struct wc_loading *loading, size_t row, const char *platform, const char *sku)
{
	while (row-- > 0) {
		const struct wc_platform *before = wc_rows_at(&loading->platforms, row);
		for (size_t i = 0; loading->platforms.place[row].sound && strcmp(before->platform, platform) == 0 && i < before->skus.count; i++)
			if (strcmp(before->skus.item[i], sku) == 0)
				return true;
	}
	return false;
}

static void
check_platform(struct wc_loading *loading, const struct wc_platform *platform, size_t row)
{
	struct wc_place place = loading->platforms.place[row];
	if (!wc_release_known(loading, platform->build, (wc_mask)(1u << platform->product)))
		wc_loading_fault(loading, place, "build", "no release of this product has the build %u", (unsigned)platform->build);
	if (platform->tolerated.count && !platform->sign)
		wc_loading_fault(loading, place, "tolerated", "'tolerated' goes with 'sign', by which the platform's nodes are known");
	check_labels(loading, place, &platform->labels);
	check_taints(loading, place, "taints", &platform->taints);
	check_taints(loading, place, "tolerated", &platform->tolerated);
	for (size_t i = 0; i < platform->skus.count; i++)
		if (stands_before(loading, row, platform->platform, platform->skus.item[i]))
			wc_loading_fault(loading, place, "skus", "'%.80s' of %s stands twice", platform->skus.item[i], platform->platform);
}

void
wc_link_platforms(struct wc_loading *loading)
{
	for (size_t i = 0; i < loading->platforms.count; i++)
		if (loading->platforms.place[i].sound)
			check_platform(loading, wc_rows_at(&loading->platforms, i), i);
}
