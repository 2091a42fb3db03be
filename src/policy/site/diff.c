/* Comparing two policies: what they decide, and then each warning and note by itself. */
#include "policy/site/diff.h"

#include "policy/site/classes.h"

#include <string.h>

static bool
has_effect(const struct wc_site_rule *rule, bool remark)
{
	return (rule->effect == WC_EFFECT_WARN || rule->effect == WC_EFFECT_ANNOTATE) == remark;
}

/* A side on which only the arms of the rules in first…last-1 count. */
static struct wc_side
side_of(wc_arena *arena, const struct wc_site *site, size_t first, size_t last)
{
	if (!site)
		return (struct wc_side){NULL, NULL};
	wc_bits *alive = wc_array(arena, wc_bits, site->words + 1);
	for (size_t i = 0; i < site->arm_count; i++)
		if (site->arms[i].rule >= first && site->arms[i].rule < last)
			alive[i / WC_BITS] |= (wc_bits)1 << i % WC_BITS;
	return (struct wc_side){site, alive};
}

static bool
add_differences(struct wc_class_list *list, const struct wc_view *data, const struct wc_side side[WC_SIDES], const char *remark, struct wc_err *err)
{
	struct wc_search search = {0};
	struct wc_world *world = wc_alloc(list->arena, sizeof(*world));
	struct wc_point witness;
	bool found;
	if (!wc_world_make(list->arena, data, side, remark ? WC_ABOUT_HOLDING : WC_ABOUT_DECISIONS, world, err))
		return false;
	wc_classes_add(list, world, wc_explore(list->arena, world, &search, &found, &witness), remark);
	return true;
}

/* The rule of that id and effect, or rule_count. */
static size_t
find_rule(const struct wc_site *site, const struct wc_site_rule *like)
{
	size_t i = 0;
	while (site && i < site->rule_count && (strcmp(site->rules[i].id, like->id) != 0 || site->rules[i].effect != like->effect))
		i++;
	return site ? i : 0;
}

static bool
same_limit(const struct wc_site *x, const struct wc_site_limit *a, const struct wc_site *y, const struct wc_site_limit *b)
{
	const struct wc_site_axis *p = &x->axes[a->axis], *q = &y->axes[b->axis];
	if (strcmp(p->name, q->name) != 0 || !wc_spans_equal(a->spans, b->spans) || a->wanted_count != b->wanted_count)
		return false;
	for (size_t i = 0; i < a->wanted_count; i++)
		if (a->wanted[i].holds != b->wanted[i].holds || strcmp(p->tests[a->wanted[i].test].name, q->tests[b->wanted[i].test].name) != 0)
			return false;
	return true;
}

/* Are the rules written alike? Then nobody need look where they hold. */
static bool
same_arms(const struct wc_site *x, const struct wc_site_rule *a, const struct wc_site *y, const struct wc_site_rule *b)
{
	if (a->arm_count != b->arm_count || a->lacking != b->lacking)
		return false;
	for (uint32_t i = 0; i < a->arm_count; i++) {
		const struct wc_arm *p = &x->arms[a->first_arm + i], *q = &y->arms[b->first_arm + i];
		if (p->limit_count != q->limit_count)
			return false;
		for (unsigned k = 0; k < p->limit_count; k++)
			if (!same_limit(x, &p->limits[k], y, &q->limits[k]))
				return false;
	}
	return true;
}

/* A rule that one side has under `b` or `a`, where that is not the count. */
static bool
compare_remark(struct wc_class_list *list, const struct wc_view *data, const struct wc_site *before, size_t b, const struct wc_site *after,
               size_t a, const char *id, struct wc_err *err)
{
	struct wc_side side[WC_SIDES] = {side_of(list->arena, before, b, b + 1), side_of(list->arena, after, a, a + 1)};
	if (before && after && b < before->rule_count && a < after->rule_count && same_arms(before, &before->rules[b], after, &after->rules[a]))
		return true;
	return add_differences(list, data, side, id, err);
}

static bool
compare_remarks(struct wc_class_list *list, const struct wc_view *data, const struct wc_site *before, const struct wc_site *after,
                struct wc_err *err)
{
	for (size_t i = 0; before && i < before->rule_count; i++)
		if (has_effect(&before->rules[i], true) &&
		    !compare_remark(list, data, before, i, after, find_rule(after, &before->rules[i]), before->rules[i].id, err))
			return false;
	for (size_t i = 0; after && i < after->rule_count; i++) {
		size_t same = find_rule(before, &after->rules[i]);
		bool seen = before && same < before->rule_count;
		if (has_effect(&after->rules[i], true) && !seen &&
		    !compare_remark(list, data, before, same, after, i, after->rules[i].id, err))
			return false;
	}
	return true;
}

bool
wc_policy_diff(wc_arena *arena, const struct wc_view *data, const struct wc_program *before, const struct wc_program *after, size_t most,
               struct wc_policy_classes *ret_classes, struct wc_err *err)
{
	struct wc_class_list list = {.arena = arena, .most = most};
	struct wc_side side[WC_SIDES] = {side_of(arena, before->site, 0, SIZE_MAX), side_of(arena, after->site, 0, SIZE_MAX)};
	if (!add_differences(&list, data, side, NULL, err) || !compare_remarks(&list, data, before->site, after->site, err))
		return false;
	*ret_classes = (struct wc_policy_classes){list.item, list.count, list.all};
	return true;
}
