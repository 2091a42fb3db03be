/* Linking rules: ids, roles, borders, and clauses in the order of their voices. */
#include "policy/loading.h"

static bool
is_written(int32_t revision)
{
	return revision != WC_REVISION_UNKNOWN;
}

/* Is there a pair of revisions for which the border speaks? */
static bool
can_speak(const struct wc_border *border)
{
	bool image_newer = is_written(border->image_from) && is_written(border->host_before);
	bool host_newer = is_written(border->image_before) && is_written(border->host_from);
	return image_newer || (border->direction == WC_DIRECTION_EITHER && host_newer);
}

static bool
is_crossed(int32_t before, int32_t from)
{
	return is_written(before) && is_written(from) && before >= from;
}

static void
check_border(struct wc_loading *loading, const struct wc_border *border, struct wc_place place)
{
	if (border->evidence != WC_DOCUMENTED && border->evidence != WC_OBSERVED)
		wc_loading_fault(loading, place, "evidence", "a border is documented or observed");
	if (!wc_release_known(loading, border->build, 0))
		wc_loading_fault(loading, place, "build", "no release has the build %u", (unsigned)border->build);
	if (!can_speak(border))
		wc_loading_fault(loading, place, NULL, "the border can never speak: a revision on one of its sides is missing");
	if (is_crossed(border->image_before, border->image_from) || is_crossed(border->host_before, border->host_from))
		wc_loading_fault(loading, place, NULL, "what lies before the border is not below what lies behind it");
}

static void
link_border(struct wc_loading *loading, size_t i)
{
	struct wc_border *border = wc_rows_at(&loading->borders, i);
	struct wc_place place = loading->borders.place[i];
	const char *id = wc_get_text(place.node, "rule");
	const struct wc_name *name = id ? wc_names_find(&loading->rule_ids, id) : NULL;
	if (name)
		border->rule = (uint16_t)name->index;
	else if (id)
		wc_loading_fault(loading, place, "rule", "there is no rule '%.80s'", id);
	if (place.sound)
		check_border(loading, border, place);
}

/* Every role must be filled: the code speaks with it. */
static void
check_roles(struct wc_loading *loading)
{
	for (unsigned role = WC_ROLE_NONE + 1; role < WC_ROLE_COUNT; role++)
		if (!loading->role_place[role].node)
			wc_loading_fault(loading, (struct wc_place){.file = loading->rules_file ? loading->rules_file : "data"}, NULL,
			                 "no rule has the role '%s'", wc_word(&wc_role_words, role));
}

/* A rule that nothing can make speak is a mistake. */
static void
check_voices(struct wc_loading *loading)
{
	bool *speaks = wc_array(loading->reader.arena, bool, (size_t)UINT16_MAX + 1);
	for (size_t i = 0; i < loading->clauses.count; i++)
		speaks[((struct wc_clause *)wc_rows_at(&loading->clauses, i))->rule] = true;
	for (size_t i = 0; i < loading->borders.count; i++)
		speaks[((struct wc_border *)wc_rows_at(&loading->borders, i))->rule] = true;
	for (size_t i = 0; i < loading->rules.count && i < UINT16_MAX; i++)
		if (!speaks[i] && loading->rules.place[i].sound && !wc_get(loading->rules.place[i].node, "role"))
			wc_loading_fault(loading, loading->rules.place[i], NULL, "the rule says nothing: it has no clause, no role and no border");
}

static int
by_voice(const void *a, const void *b)
{
	return ((const struct wc_clause *)a)->voice - ((const struct wc_clause *)b)->voice;
}

void
wc_link_rules(struct wc_loading *loading)
{
	wc_names_settle(&loading->rule_ids, "the rule", loading->reader.diags, loading->reader.arena);
	for (size_t i = 0; i < loading->borders.count; i++)
		link_border(loading, i);
	check_roles(loading);
	check_voices(loading);
	wc_rows_sort(loading->reader.arena, &loading->clauses, by_voice);
}
