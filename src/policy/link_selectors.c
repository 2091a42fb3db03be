/* Linking selectors and variants: each has what its way to match needs, and no engine has too many of them. */
#include "model/facts.h"
#include "policy/loading.h"

static void
check_floors(struct wc_loading *loading, const struct wc_selector *s, struct wc_place place)
{
	bool asks = s->matching == WC_MATCH_STABLE_ABI;
	if (asks && (s->floor_count == 0 || s->floor == WC_FLOOR_NONE))
		wc_loading_fault(loading, place, NULL, "matching: stable-abi needs 'floor' and 'floors'");
	if (!asks && (s->floor_count || s->floor))
		wc_loading_fault(loading, place, "floors", "only matching: stable-abi has floors");
	for (size_t i = 0; i < s->floor_count; i++) {
		if (s->floors[i].low != s->floors[i].high || (i && s->floors[i - 1].low >= s->floors[i].low))
			wc_loading_fault(loading, place, "floors", "floors are single builds in ascending order");
		else if (!wc_release_known(loading, s->floors[i].low, 0))
			wc_loading_fault(loading, place, "floors", "no release has the build %u", (unsigned)s->floors[i].low);
	}
}

/* How many selectors the engine of `s` has: whatever is not known of an engine, its outcomes must fit into a wc_choice. */
static size_t
forms_of(const struct wc_loading *loading, const struct wc_selector *s)
{
	size_t n = 0;
	for (size_t i = 0; i < loading->selectors.count; i++)
		n += ((struct wc_selector *)wc_rows_at(&loading->selectors, i))->engine == s->engine;
	return n;
}

static void
check_selector(struct wc_loading *loading, const struct wc_selector *s, struct wc_place place)
{
	check_floors(loading, s, place);
	if (s->engine_from.known && s->engine_below.known && wc_engine_version_compare(s->engine_from, s->engine_below) >= 0)
		wc_loading_fault(loading, place, "engine-below", "engine-below is not above engine-from: the selector never applies");
	if (forms_of(loading, s) > WC_MOST_OUTCOMES)
		wc_loading_fault(loading, place, "engine", "an engine has at most %d selectors", WC_MOST_OUTCOMES);
}

static void
check_variant(struct wc_loading *loading, const struct wc_variant *v, struct wc_place place)
{
	if (!wc_release_known(loading, v->image_build, 0))
		wc_loading_fault(loading, place, "image-build", "no release has the build %u", (unsigned)v->image_build);
}

void
wc_link_selectors(struct wc_loading *loading)
{
	struct wc_names ids = {.rows.size = sizeof(struct wc_name)};
	struct wc_rows *selectors = &loading->selectors, *variants = &loading->variants;
	for (size_t i = 0; i < selectors->count; i++) {
		const struct wc_selector *s = wc_rows_at(selectors, i);
		wc_names_add(loading->reader.arena, &ids, s->id, 0, i, selectors->place[i]);
		if (selectors->place[i].sound)
			check_selector(loading, s, selectors->place[i]);
	}
	for (size_t i = 0; i < variants->count; i++)
		if (variants->place[i].sound)
			check_variant(loading, wc_rows_at(variants, i), variants->place[i]);
	wc_names_settle(&ids, "the selector", loading->reader.diags, loading->reader.arena);
}
