/* What is wrong with a policy: rules that never hold, that change nothing, that contradict each other, and waivers past their day. */
#include "policy/site/diff.h"

#include "policy/site/classes.h"

#include <string.h>

struct linting {
	wc_arena *arena;
	const struct wc_view *data;
	const struct wc_site *site;
	const struct wc_program *program;
	struct wc_policy_finding *item;
	size_t count;
};

static struct wc_policy_finding *
add(struct linting *l, const char *what, const struct wc_site_rule *rule, const char *text)
{
	if ((l->count & (l->count - 1)) == 0) {
		struct wc_policy_finding *more = wc_array(l->arena, struct wc_policy_finding, l->count ? l->count * 2 : 1);
		if (l->count)
			memcpy(more, l->item, l->count * sizeof(*more));
		l->item = more;
	}
	l->item[l->count] = (struct wc_policy_finding){.what = what, .file = rule->file, .line = rule->line, .column = rule->column, .rule = rule->id, .text = text};
	return &l->item[l->count++];
}

/* A side of all rules, or of all but one. */
static struct wc_side
side_without(wc_arena *arena, const struct wc_site *site, size_t left_out)
{
	wc_bits *alive = wc_array(arena, wc_bits, site->words + 1);
	for (size_t i = 0; i < site->arm_count; i++)
		if (site->arms[i].rule != left_out)
			alive[i / WC_BITS] |= (wc_bits)1 << i % WC_BITS;
	return (struct wc_side){site, alive};
}

static struct wc_side
side_with_only(wc_arena *arena, const struct wc_site *site, bool (*wanted)(const struct wc_site_rule *))
{
	wc_bits *alive = wc_array(arena, wc_bits, site->words + 1);
	for (size_t i = 0; i < site->arm_count; i++)
		if (wanted(&site->rules[site->arms[i].rule]))
			alive[i / WC_BITS] |= (wc_bits)1 << i % WC_BITS;
	return (struct wc_side){site, alive};
}

static struct wc_side
side_of_one(wc_arena *arena, const struct wc_site *site, size_t rule)
{
	wc_bits *alive = wc_array(arena, wc_bits, site->words + 1);
	for (size_t i = site->rules[rule].first_arm; i < (size_t)site->rules[rule].first_arm + site->rules[rule].arm_count; i++)
		alive[i / WC_BITS] |= (wc_bits)1 << i % WC_BITS;
	return (struct wc_side){site, alive};
}

/* Is there a situation in which the two sides differ? */
static bool
differ(struct linting *l, wc_arena *arena, const struct wc_side side[WC_SIDES], enum wc_world_about about, bool *ret_found, struct wc_err *err)
{
	struct wc_search search = {.first_only = true};
	struct wc_world *world = wc_alloc(arena, sizeof(*world));
	struct wc_point witness;
	if (!wc_world_make(arena, l->data, side, about, world, err))
		return false;
	wc_explore(arena, world, &search, ret_found, &witness);
	return true;
}

static bool
is_remark(const struct wc_site_rule *rule)
{
	return rule->effect == WC_EFFECT_WARN || rule->effect == WC_EFFECT_ANNOTATE;
}

/* A rule by itself against none: does it ever hold? Then, among the others: does it ever change a verdict? */
static bool
lint_rule(struct linting *l, size_t i, struct wc_err *err)
{
	const struct wc_site_rule *rule = &l->site->rules[i];
	const struct wc_side nobody = {NULL, NULL};
	wc_arena *arena = wc_arena_new();
	struct wc_side alone[WC_SIDES] = {nobody, side_of_one(arena, l->site, i)};
	struct wc_side others[WC_SIDES] = {side_without(arena, l->site, i), side_without(arena, l->site, SIZE_MAX)};
	bool holds = false, changes = true;
	bool ok = differ(l, arena, alone, WC_ABOUT_HOLDING, &holds, err) &&
	          (!holds || is_remark(rule) || differ(l, arena, others, WC_ABOUT_DECISIONS, &changes, err));
	wc_arena_free(arena);
	if (ok && !holds && rule->waived)
		add(l, "never", rule, "the waiver never applies: none of its rules ever holds where it does");
	else if (ok && !holds)
		add(l, "never", rule, "the rule never holds: no situation satisfies its condition");
	else if (ok && !changes)
		add(l, "shadowed", rule, "the rule changes nothing: the data or other rules come to the same wherever it holds");
	return ok;
}

static bool
requires(const struct wc_site_rule *rule)
{
	return rule->effect == WC_EFFECT_REQUIRE;
}

/* What the data allow and the rules that require a mode refuse together. */
static bool
is_contradiction(void *context, const struct wc_point *point, const struct wc_outcome_word verdict[WC_SIDES])
{
	(void)context;
	(void)point;
	return verdict[WC_OLD].decision == WC_ALLOW && verdict[WC_NEW].decision == WC_REFUSE;
}

/* The rules that hold at the point and require each a mode. */
static void
add_contradiction(struct linting *l, const struct wc_world *world, const struct wc_point *point)
{
	struct wc_site_answer answer = wc_ask_at(l->arena, world, WC_NEW, point);
	const struct wc_site_rule *process = NULL, *hyperv = NULL;
	for (size_t i = 0; i < l->site->arm_count; i++) {
		const struct wc_site_rule *rule = &l->site->rules[l->site->arms[i].rule];
		if (!(answer.yes[i / WC_BITS] >> i % WC_BITS & 1))
			continue;
		process = rule->mode == WC_PROCESS && !process ? rule : process;
		hyperv = rule->mode == WC_HYPERV && !hyperv ? rule : hyperv;
	}
	for (size_t i = 0; i < l->count; i++)
		if (process && hyperv && l->item[i].other && strcmp(l->item[i].rule, process->id) == 0 && strcmp(l->item[i].other, hyperv->id) == 0)
			return;
	if (!process || !hyperv)
		return;
	struct wc_policy_finding *f = add(l, "contradiction", process, wc_printf(l->arena, "together with %s (%s:%zu) it forbids both isolations where the data allow one",
	                                                                        hyperv->id, hyperv->file, hyperv->line));
	f->other = hyperv->id;
	f->witness = wc_point_print(l->arena, world, point, &f->witness_count);
}

/* One situation of every path in which a contradiction shows. */
static void
each_contradiction(struct linting *l, const struct wc_world *world, const struct wc_diagram *diagram)
{
	struct wc_class_list list = {.arena = l->arena, .most = 1000};
	wc_classes_walk(&list, world, diagram);
	for (size_t i = 0; i < list.point_count; i++)
		add_contradiction(l, world, &list.points[i]);
}

static bool
lint_contradictions(struct linting *l, struct wc_err *err)
{
	struct wc_search search = {.wanted = is_contradiction};
	struct wc_world *world = wc_alloc(l->arena, sizeof(*world));
	struct wc_side side[WC_SIDES] = {{NULL, NULL}, side_with_only(l->arena, l->site, requires)};
	struct wc_point witness;
	bool found;
	if (!wc_world_make(l->arena, l->data, side, WC_ABOUT_DECISIONS, world, err))
		return false;
	each_contradiction(l, world, wc_explore(l->arena, world, &search, &found, &witness));
	return true;
}

static void
lint_waiver(struct linting *l, const struct wc_site_rule *rule, wc_date today)
{
	if (rule->waived && today && rule->expires < today)
		add(l, "expired", rule, wc_printf(l->arena, "the waiver of %s ended on %04d-%02d-%02d: ask its owner, %s, or take it out", rule->waived,
		                                  rule->expires / 10000, rule->expires / 100 % 100, rule->expires % 100, rule->owner));
}

bool
wc_policy_lint(wc_arena *arena, const struct wc_view *data, const struct wc_program *program, wc_date today,
               struct wc_policy_findings *ret_findings, struct wc_err *err)
{
	struct linting l = {.arena = arena, .data = data, .site = program->site, .program = program};
	for (size_t i = 0; l.site && i < l.site->rule_count; i++) {
		if (!lint_rule(&l, i, err))
			return false;
		lint_waiver(&l, &l.site->rules[i], today);
	}
	if (l.site && !lint_contradictions(&l, err))
		return false;
	*ret_findings = (struct wc_policy_findings){l.item, l.count};
	return true;
}
