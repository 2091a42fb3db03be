/* Expressions: their negation, and their arms (the disjunctive form). */
#include "policy/site/condition.h"

#include "base/limits.h"

#include <string.h>

struct wc_expression *
wc_expression_of(wc_arena *arena, enum wc_expression_kind kind, struct wc_expression *a, struct wc_expression *b)
{
	struct wc_expression *e = wc_alloc(arena, sizeof(*e));
	*e = (struct wc_expression){.kind = kind, .first = a ? a : b};
	if (a && b)
		a->next = b;
	return e;
}

struct wc_expression *
wc_expression_spans(wc_arena *arena, uint16_t axis, struct wc_spans spans)
{
	struct wc_expression *e = wc_expression_of(arena, WC_EXPRESSION_LIMIT, NULL, NULL);
	e->limit = (struct wc_site_limit){.axis = axis, .spans = spans};
	return e;
}

static struct wc_site_limit
negated_limit(wc_arena *arena, const struct wc_axis_list *axes, struct wc_site_limit limit)
{
	enum wc_axis_id id = axes->axis[limit.axis].id;
	if (limit.wanted_count == 0) {
		limit.spans = wc_spans_not(arena, limit.spans, wc_axis_lowest(id), wc_axis_highest(id));
		return limit;
	}
	struct wc_wanted *other = wc_array(arena, struct wc_wanted, 1);
	*other = (struct wc_wanted){limit.wanted->test, !limit.wanted->holds};
	limit.wanted = other;
	return limit;
}

/* Copies `e`, turned into its opposite where `negate`. */
static struct wc_expression *
copy(wc_arena *arena, const struct wc_axis_list *axes, const struct wc_expression *e, bool negate)
{
	struct wc_expression *made = wc_alloc(arena, sizeof(*made)), **end = &made->first;
	*made = (struct wc_expression){.kind = e->kind, .limit = e->limit};
	if (negate && e->kind == WC_EXPRESSION_LIMIT)
		made->limit = negated_limit(arena, axes, e->limit);
	else if (negate)
		made->kind = e->kind == WC_EXPRESSION_ALL ? WC_EXPRESSION_ANY : WC_EXPRESSION_ALL;
	for (const struct wc_expression *part = e->first; part; part = part->next) {
		*end = copy(arena, axes, part, negate);
		end = &(*end)->next;
	}
	return made;
}

struct wc_expression *
wc_expression_not(wc_arena *arena, const struct wc_axis_list *axes, const struct wc_expression *e)
{
	return copy(arena, axes, e, true);
}

struct wc_expression *
wc_expression_copy(wc_arena *arena, const struct wc_expression *e)
{
	return copy(arena, NULL, e, false);
}

static void
add_arm(wc_arena *arena, struct wc_arm_list *arms, struct wc_arm arm)
{
	if (arms->count == arms->room) {
		size_t room = arms->room ? arms->room * 2 : 16;
		struct wc_arm *more = wc_array(arena, struct wc_arm, room);
		if (arms->count)
			memcpy(more, arms->arm, arms->count * sizeof(*more));
		arms->arm = more;
		arms->room = room;
	}
	arms->arm[arms->count++] = arm;
}

/* Both lists of wanted outcomes; false where they contradict each other. */
static bool
merge_wanted(wc_arena *arena, const struct wc_site_limit *a, const struct wc_site_limit *b, struct wc_site_limit *ret)
{
	struct wc_wanted *all = wc_array(arena, struct wc_wanted, a->wanted_count + b->wanted_count);
	size_t n = a->wanted_count;
	memcpy(all, a->wanted, n * sizeof(*all));
	for (size_t i = 0; i < b->wanted_count; i++) {
		size_t k = 0;
		while (k < n && all[k].test != b->wanted[i].test)
			k++;
		if (k < n && all[k].holds != b->wanted[i].holds)
			return false;
		if (k == n)
			all[n++] = b->wanted[i];
	}
	ret->wanted = all;
	ret->wanted_count = n;
	return true;
}

/* The limit that holds where both do; false where none can. */
static bool
merge_limits(wc_arena *arena, const struct wc_site_limit *a, const struct wc_site_limit *b, struct wc_site_limit *ret)
{
	*ret = *a;
	if (a->wanted_count)
		return merge_wanted(arena, a, b, ret);
	ret->spans = wc_spans_and(arena, a->spans, b->spans);
	return ret->spans.count > 0;
}

/* The arm that holds where both do: limits by axis, ascending. False where none can. */
static bool
merge_arms(wc_arena *arena, const struct wc_arm *a, const struct wc_arm *b, struct wc_arm *ret)
{
	struct wc_site_limit *limits = wc_array(arena, struct wc_site_limit, (size_t)a->limit_count + b->limit_count);
	unsigned n = 0;
	for (unsigned i = 0, k = 0; i < a->limit_count || k < b->limit_count; n++) {
		const struct wc_site_limit *x = i < a->limit_count ? &a->limits[i] : NULL, *y = k < b->limit_count ? &b->limits[k] : NULL;
		if (x && y && x->axis == y->axis) {
			if (!merge_limits(arena, x, y, &limits[n]))
				return false;
			i++;
			k++;
		} else if (!y || (x && x->axis < y->axis)) {
			limits[n] = *x;
			i++;
		} else {
			limits[n] = *y;
			k++;
		}
	}
	*ret = (struct wc_arm){.rule = a->rule, .limit_count = (uint16_t)n, .limits = limits};
	return true;
}

/* One unfolding: what it may still copy. */
struct unfolding {
	wc_arena *arena;
	uint32_t rule;
	size_t left;
};

/* How much is copied where the arm is merged with another one. */
static size_t
weight(const struct wc_arm *arm)
{
	size_t n = 1;
	for (unsigned i = 0; i < arm->limit_count; i++)
		n += 1 + arm->limits[i].spans.count + arm->limits[i].wanted_count;
	return n;
}

static bool
cross(struct unfolding *u, const struct wc_arm_list *a, const struct wc_arm_list *b, struct wc_arm_list *ret)
{
	for (size_t i = 0; i < a->count; i++) {
		for (size_t k = 0; k < b->count; k++) {
			struct wc_arm arm;
			size_t work = weight(&a->arm[i]) + weight(&b->arm[k]);
			if (ret->count > WC_LIMIT_ARMS || u->left < work)
				return false;
			u->left -= work;
			if (merge_arms(u->arena, &a->arm[i], &b->arm[k], &arm))
				add_arm(u->arena, ret, arm);
		}
	}
	return true;
}

static bool arms_of(struct unfolding *u, const struct wc_expression *e, struct wc_arm_list *ret);

static bool
arms_of_any(struct unfolding *u, const struct wc_expression *e, struct wc_arm_list *ret)
{
	for (const struct wc_expression *part = e->first; part; part = part->next)
		if (!arms_of(u, part, ret) || ret->count > WC_LIMIT_ARMS)
			return false;
	return true;
}

static bool
arms_of_all(struct unfolding *u, const struct wc_expression *e, struct wc_arm_list *ret)
{
	struct wc_arm_list all = {0};
	add_arm(u->arena, &all, (struct wc_arm){.rule = u->rule});
	for (const struct wc_expression *part = e->first; part; part = part->next) {
		struct wc_arm_list some = {0}, both = {0};
		if (!arms_of(u, part, &some) || !cross(u, &all, &some, &both))
			return false;
		all = both;
	}
	for (size_t i = 0; i < all.count; i++)
		add_arm(u->arena, ret, all.arm[i]);
	return ret->count <= WC_LIMIT_ARMS;
}

static bool
arms_of(struct unfolding *u, const struct wc_expression *e, struct wc_arm_list *ret)
{
	if (e->kind == WC_EXPRESSION_ANY)
		return arms_of_any(u, e, ret);
	if (e->kind == WC_EXPRESSION_ALL)
		return arms_of_all(u, e, ret);
	if (e->limit.spans.count == 0 && e->limit.wanted_count == 0)
		return true; /* no value is in the empty set */
	struct wc_site_limit *limit = wc_array(u->arena, struct wc_site_limit, 1);
	*limit = e->limit;
	add_arm(u->arena, ret, (struct wc_arm){u->rule, 1, limit});
	return true;
}

bool
wc_expression_arms(wc_arena *arena, const struct wc_expression *e, uint32_t rule, struct wc_arm_list *arms)
{
	struct unfolding u = {arena, rule, WC_LIMIT_UNFOLDING - arms->unfolded};
	struct wc_arm_list own = {0};
	if (!arms_of(&u, e, &own))
		return false;
	for (size_t i = 0; i < own.count; i++)
		add_arm(arena, arms, own.arm[i]);
	arms->unfolded = WC_LIMIT_UNFOLDING - u.left;
	return true;
}
