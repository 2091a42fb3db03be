/* Compiling: rules to arms, and for each class of values of each axis the arms that it leaves. */
#include "base/limits.h"
#include "policy/site/loading.h"

#include <stdlib.h>
#include <string.h>

static void
set_bit(wc_bits *set, size_t bit)
{
	set[bit / WC_BITS] |= (wc_bits)1 << bit % WC_BITS;
}

/* Fills rules and arms; false and a fault where a rule has too many arms, or all together. */
static bool
make_arms(struct wc_site_loading *l, struct wc_site *site)
{
	struct wc_site_rule *rules = wc_array(l->reader.arena, struct wc_site_rule, l->count + 1);
	struct wc_arm_list arms = {0};
	for (size_t i = 0; i < l->count && !l->rule[i].replaced; i++) {
		struct wc_site_rule *rule = &rules[site->rule_count];
		*rule = l->rule[i].rule;
		rule->first_arm = (uint32_t)arms.count;
		if (!wc_expression_arms(l->reader.arena, l->rule[i].when, (uint32_t)site->rule_count, &arms) || arms.count > WC_LIMIT_ALL_ARMS) {
			wc_site_fault(l, &l->rule[i], "when", "the condition has too many cases: it unfolds to more than %d, or the policies to more than %d; two rules would do",
			              WC_LIMIT_ARMS, WC_LIMIT_ALL_ARMS);
			return false;
		}
		rule->arm_count = (uint32_t)arms.count - rule->first_arm;
		site->rule_count++;
	}
	site->rules = rules;
	site->arms = arms.arm;
	site->arm_count = arms.count;
	site->words = (arms.count + WC_BITS - 1) / WC_BITS;
	return true;
}

/* Does the rule speak where one of its facts is missing? Those that do not narrow wait for it. */
static bool
doubts(const struct wc_site_rule *rule, enum wc_fact fact)
{
	return wc_site_narrows(rule) && !wc_site_skips(rule, fact);
}

static void
make_doubtful(wc_arena *arena, const struct wc_site *site, struct wc_site_axis *axis)
{
	wc_bits *doubtful = wc_array(arena, wc_bits, site->words + 1);
	memcpy(doubtful, axis->silent, site->words * sizeof(*doubtful));
	for (size_t i = 0; i < axis->asking_count; i++)
		if (doubts(&site->rules[site->arms[axis->asking[i].arm].rule], wc_axes[axis->id].fact))
			set_bit(doubtful, axis->asking[i].arm);
	axis->doubtful = doubtful;
}

/* Lists for each axis the arms that ask it, and leaves the others in `silent`. */
static void
list_asking(wc_arena *arena, const struct wc_site *site, struct wc_site_axis *axes)
{
	for (size_t i = 0; i < site->arm_count; i++)
		for (unsigned k = 0; k < site->arms[i].limit_count; k++)
			axes[site->arms[i].limits[k].axis].asking_count++;
	for (size_t a = 0; a < site->axis_count; a++) {
		wc_bits *silent = wc_array(arena, wc_bits, site->words + 1);
		memcpy(silent, site->every, site->words * sizeof(*silent));
		axes[a].silent = silent;
		axes[a].asking = wc_array(arena, struct wc_asking, axes[a].asking_count + 1);
		axes[a].asking_count = 0;
	}
	for (size_t i = 0; i < site->arm_count; i++) {
		for (unsigned k = 0; k < site->arms[i].limit_count; k++) {
			struct wc_site_axis *axis = &axes[site->arms[i].limits[k].axis];
			((struct wc_asking *)(uintptr_t)axis->asking)[axis->asking_count++] = (struct wc_asking){(uint32_t)i, &site->arms[i].limits[k]};
			((wc_bits *)(uintptr_t)axis->silent)[i / WC_BITS] &= ~((wc_bits)1 << i % WC_BITS);
		}
	}
}

static int
by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

/* The first value of every class: where some arm's answer changes. */
static void
make_classes(wc_arena *arena, struct wc_site_axis *axis)
{
	size_t most = 1, n = 0, kept = 0;
	int64_t highest = wc_axis_highest(axis->id);
	for (size_t i = 0; i < axis->asking_count; i++)
		most += 2 * axis->asking[i].limit->spans.count;
	int64_t *start = wc_array(arena, int64_t, most);
	start[n++] = wc_axis_lowest(axis->id);
	for (size_t i = 0; i < axis->asking_count; i++) {
		struct wc_spans spans = axis->asking[i].limit->spans;
		for (size_t k = 0; k < spans.count; k++) {
			if (spans.span[k].low > start[0])
				start[n++] = spans.span[k].low;
			if (spans.span[k].high < highest)
				start[n++] = spans.span[k].high + 1;
		}
	}
	qsort(start, n, sizeof(*start), by_number);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || start[i] != start[kept - 1])
			start[kept++] = start[i];
	axis->start = start;
	axis->class_count = kept;
}

size_t
wc_site_class(const struct wc_site_axis *axis, int64_t value)
{
	size_t low = 0, high = axis->class_count;
	while (high - low > 1) {
		size_t middle = (low + high) / 2;
		if (axis->start[middle] <= value)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* Columns are classes times arms: too many of both are refused before memory is. */
static bool
columns_fit(struct wc_site_loading *l, const struct wc_site *site, const struct wc_site_axis *axis)
{
	if (axis->class_count <= WC_LIMIT_COLUMN_BYTES / sizeof(wc_bits) / (site->words + 1))
		return true;
	wc_site_fault(l, &l->rule[0], NULL, "the policies compare %s with %zu different values in %zu cases: more than fit into %d MB", axis->name,
	              axis->class_count, site->arm_count, WC_LIMIT_COLUMN_BYTES >> 20);
	return false;
}

static void
make_columns(wc_arena *arena, const struct wc_site *site, struct wc_site_axis *axis)
{
	wc_bits *columns = wc_array(arena, wc_bits, axis->class_count * site->words + 1);
	for (size_t c = 0; c < axis->class_count; c++)
		memcpy(columns + c * site->words, axis->silent, site->words * sizeof(*columns));
	for (size_t i = 0; i < axis->asking_count; i++) {
		struct wc_spans spans = axis->asking[i].limit->spans;
		for (size_t k = 0; k < spans.count; k++)
			for (size_t c = wc_site_class(axis, spans.span[k].low); c < axis->class_count && axis->start[c] <= spans.span[k].high; c++)
				set_bit(columns + c * site->words, axis->asking[i].arm);
	}
	axis->columns = columns;
}

/* Axes by how many arms ask them. */
static void
order_axes(wc_arena *arena, struct wc_site *site)
{
	uint16_t *order = wc_array(arena, uint16_t, site->axis_count + 1);
	for (size_t i = 0; i < site->axis_count; i++) {
		size_t k = i;
		for (; k > 0 && site->axes[order[k - 1]].asking_count < site->axes[i].asking_count; k--)
			order[k] = order[k - 1];
		order[k] = (uint16_t)i;
	}
	site->order = order;
}

const struct wc_site *
wc_site_compile(struct wc_site_loading *l)
{
	wc_arena *arena = l->reader.arena;
	struct wc_site *site = wc_alloc(arena, sizeof(*site));
	if (l->axes.count > WC_LIMIT_AXES) {
		wc_site_fault(l, &l->rule[0], NULL, "the policies ask %zu different facts, more than %d: fewer different labels would do", l->axes.count,
		              WC_LIMIT_AXES);
		return NULL;
	}
	if (!make_arms(l, site))
		return NULL;
	wc_bits *every = wc_array(arena, wc_bits, site->words + 1);
	for (size_t i = 0; i < site->arm_count; i++)
		set_bit(every, i);
	site->every = every;
	site->axes = l->axes.axis;
	site->axis_count = l->axes.count;
	list_asking(arena, site, l->axes.axis);
	for (size_t a = 0; a < site->axis_count; a++) {
		struct wc_site_axis *axis = &l->axes.axis[a];
		make_doubtful(arena, site, axis);
		if (wc_axes[axis->id].kind == WC_AXIS_TEXTS) {
			axis->memo = wc_memo_make(arena, site->words);
			continue;
		}
		make_classes(arena, axis);
		if (!columns_fit(l, site, axis))
			return NULL;
		make_columns(arena, site, axis);
	}
	order_axes(arena, site);
	return site;
}
