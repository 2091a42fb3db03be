/* Linking platforms: each is of a known build, its labels and taints are some, and no Windows of a platform stands twice. */
#include "policy/loading.h"

#include "model/cluster.h"

#include <string.h>

static bool
is_taint(const char *text)
{
	unsigned effect;
	const char *colon = strrchr(text, ':');
	return colon && colon != text && *text != '=' && wc_word_find(&wc_taint_words, colon + 1, &effect) && effect != WC_TAINT_ANY;
}

static bool
is_label(const char *text)
{
	const char *equals = strchr(text, '=');
	return equals && equals != text;
}

static void
check_each(struct wc_loading *loading, struct wc_place place, const char *key, const struct wc_strings *texts, bool (*is_one)(const char *text),
           const char *form)
{
	for (size_t i = 0; i < texts->count; i++)
		if (!is_one(texts->item[i]))
			wc_loading_fault(loading, place, key, "'%.80s' is not of the form %s", texts->item[i], form);
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
	check_each(loading, place, "labels", &platform->labels, is_label, "NAME=VALUE");
	check_each(loading, place, "taints", &platform->taints, is_taint, "KEY=VALUE:EFFECT");
	check_each(loading, place, "tolerated", &platform->tolerated, is_taint, "KEY=VALUE:EFFECT");
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
