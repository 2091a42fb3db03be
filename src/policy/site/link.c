/* Linking rules: one rule an id, what overrides what, and waivers, which take cases out of the conditions of their rules. */
#include "policy/site/loading.h"

#include "model/date.h"

#include <stdlib.h>
#include <string.h>

static int
by_id(const void *a, const void *b)
{
	const struct wc_read_rule *x = *(const struct wc_read_rule *const *)a, *y = *(const struct wc_read_rule *const *)b;
	return strcmp(x->text.id, y->text.id);
}

/* Pointers to the rules that have an id, by id. */
static struct wc_read_rule **
sorted(struct wc_site_loading *l, size_t *ret_count)
{
	struct wc_read_rule **all = wc_array(l->reader.arena, struct wc_read_rule *, l->count + 1);
	size_t n = 0;
	for (size_t i = 0; i < l->count; i++)
		if (l->rule[i].text.id)
			all[n++] = &l->rule[i];
	if (n)
		qsort(all, n, sizeof(struct wc_read_rule *), by_id);
	*ret_count = n;
	return all;
}

/* Of rules with one id, one may say `override: true`; it takes the place of the other. */
static void
settle(struct wc_site_loading *l, struct wc_read_rule **same, size_t count)
{
	struct wc_read_rule *winner = NULL, *plain = NULL;
	for (size_t i = 0; i < count; i++) {
		struct wc_read_rule **place = same[i]->overrides ? &winner : &plain;
		if (*place)
			wc_site_fault(l, same[i], "id", "the id '%s' stands twice%s, also at %s:%zu", same[i]->text.id,
			              same[i]->overrides ? " with `override: true`" : "; say `override: true` where one is to replace the other", (*place)->file,
			              (*place)->node->line);
		*place = same[i];
	}
	if (winner && !plain)
		wc_site_fault(l, winner, "override", "`override: true`, and there is no other rule '%s' to override", winner->text.id);
	if (winner && plain) {
		plain->replaced = true;
		winner->rule.replaces = wc_printf(l->reader.arena, "%s:%zu", plain->file, plain->node->line);
	}
}

static struct wc_read_rule *
find(struct wc_read_rule **all, size_t count, const char *id)
{
	for (size_t i = 0; i < count; i++)
		if (!all[i]->replaced && !all[i]->is_waiver && strcmp(all[i]->text.id, id) == 0)
			return all[i];
	return NULL;
}

static void
unknown_rule(struct wc_site_loading *l, const struct wc_read_rule *waiver, struct wc_read_rule **all, size_t count, const char *id)
{
	const char **ids = wc_array(l->reader.arena, const char *, count + 1);
	size_t n = 0;
	for (size_t i = 0; i < count; i++)
		if (!all[i]->is_waiver)
			ids[n++] = all[i]->text.id;
	l->reader.file = waiver->file;
	wc_reader_unknown(&l->reader, wc_get(waiver->node, "rules"), false, id, "a rule of these policies", ids, n);
}

/* A waiver holds where its own condition does, up to its last day. */
static struct wc_expression *
in_force(struct wc_site_loading *l, const struct wc_read_rule *waiver)
{
	wc_arena *arena = l->reader.arena;
	uint16_t today = wc_axis_take(arena, &l->axes, WC_AXIS_TODAY, NULL);
	struct wc_spans days = wc_spans_of(arena, wc_axis_lowest(WC_AXIS_TODAY), wc_date_days(waiver->rule.expires));
	return wc_expression_of(arena, WC_EXPRESSION_ALL, wc_expression_copy(arena, waiver->when), wc_expression_spans(arena, today, days));
}

/* The waived rules' conditions lose the waiver's cases; the waiver speaks where it does so. */
static void
apply_waiver(struct wc_site_loading *l, struct wc_read_rule *waiver, struct wc_read_rule **all, size_t count)
{
	wc_arena *arena = l->reader.arena;
	struct wc_expression *waived = wc_expression_of(arena, WC_EXPRESSION_ANY, NULL, NULL), **end = &waived->first;
	struct wc_expression *force = waiver->when ? in_force(l, waiver) : NULL;
	for (size_t i = 0; i < waiver->waives.count; i++) {
		struct wc_read_rule *rule = find(all, count, waiver->waives.item[i]);
		if (!rule)
			unknown_rule(l, waiver, all, count, waiver->waives.item[i]);
		if (!rule || !rule->when || !force)
			continue;
		*end = wc_expression_copy(arena, rule->when);
		end = &(*end)->next;
		rule->when = wc_expression_of(arena, WC_EXPRESSION_ALL, rule->when, wc_expression_not(arena, &l->axes, force));
	}
	if (force)
		waiver->when = wc_expression_of(arena, WC_EXPRESSION_ALL, waived, force);
}

/* By id, those that are replaced last: the order of files and rules means nothing. */
static int
by_use(const void *a, const void *b)
{
	const struct wc_read_rule *x = a, *y = b;
	if (x->replaced != y->replaced)
		return x->replaced ? 1 : -1;
	return strcmp(x->text.id ? x->text.id : "", y->text.id ? y->text.id : "");
}

void
wc_site_link(struct wc_site_loading *l)
{
	size_t count;
	struct wc_read_rule **all = sorted(l, &count);
	for (size_t i = 0, k; i < count; i = k) {
		for (k = i + 1; k < count && strcmp(all[i]->text.id, all[k]->text.id) == 0;)
			k++;
		if (k - i > 1 || all[i]->overrides)
			settle(l, all + i, k - i);
	}
	for (size_t i = 0; i < count; i++)
		if (all[i]->is_waiver && !all[i]->replaced)
			apply_waiver(l, all[i], all, count);
	if (l->count)
		qsort(l->rule, l->count, sizeof(*l->rule), by_use);
}
