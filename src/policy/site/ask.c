/* Asking a situation: a column for each axis, and their intersection. */
#include "policy/site/site.h"

#include "base/limits.h"

#include <string.h>

enum { MOST_AXES = WC_LIMIT_AXES, STACK_WORDS = 1024 };

/* For each axis: the arms that its value leaves for sure, and those that it may leave (NULL: any). */
struct columns {
	const wc_bits *sure[MOST_AXES], *may[MOST_AXES];
	size_t count;
};

/* A text's column needs scratch where the memo is full; one for each axis, for all are used at once. */
static void
take_text(const struct wc_site *site, const struct wc_site_axis *axis, const struct wc_situation *s, struct columns *columns, wc_bits *scratch)
{
	struct wc_axis_text text = wc_axis_text(axis->id, axis->label, s);
	size_t at = columns->count++;
	if (!text.known) {
		columns->sure[at] = axis->silent;
		columns->may[at] = NULL;
		return;
	}
	columns->sure[at] = wc_site_text_column(site, axis, text, scratch);
	columns->may[at] = columns->sure[at] + site->words;
}

static void
take_number(const struct wc_site *site, const struct wc_site_axis *axis, const struct wc_situation *s, struct columns *columns)
{
	int64_t value = wc_axis_number(axis->id, s);
	size_t at = columns->count++;
	if (value == WC_VALUE_UNKNOWN) {
		columns->sure[at] = axis->silent;
		columns->may[at] = NULL;
		return;
	}
	columns->sure[at] = columns->may[at] = axis->columns + wc_site_class(axis, value) * site->words;
}

static void
intersect(const struct wc_site *site, const struct columns *columns, const wc_bits *alive, wc_bits *ret_yes, wc_bits *ret_maybe)
{
	for (size_t w = 0; w < site->words; w++) {
		wc_bits sure = alive[w], may = sure;
		for (size_t a = 0; a < columns->count && may; a++) {
			sure &= columns->sure[a][w];
			may &= columns->may[a] ? columns->may[a][w] : ~(wc_bits)0;
		}
		ret_yes[w] = sure & may;
		ret_maybe[w] = may & ~sure;
	}
}

void
wc_site_ask(const struct wc_site *site, const struct wc_situation *s, const wc_bits *alive, wc_bits *ret_yes, wc_bits *ret_maybe)
{
	struct columns columns = {.count = 0};
	wc_bits few[STACK_WORDS];
	size_t texts = 0, each = 2 * site->words;
	for (size_t i = 0; i < site->axis_count; i++)
		texts += wc_axes[site->axes[i].id].kind == WC_AXIS_TEXTS;
	wc_arena *arena = texts * each > STACK_WORDS ? wc_arena_new() : NULL;
	wc_bits *scratch = arena ? wc_array(arena, wc_bits, texts * each) : few;
	for (size_t i = 0, text = 0; i < site->axis_count; i++) {
		const struct wc_site_axis *axis = &site->axes[site->order[i]];
		if (wc_axes[axis->id].kind == WC_AXIS_TEXTS)
			take_text(site, axis, s, &columns, scratch + text++ * each);
		else
			take_number(site, axis, s, &columns);
	}
	intersect(site, &columns, alive, ret_yes, ret_maybe);
	wc_arena_free(arena);
}

/* Contract 7 and 8: a host without a revision is not punished, nor one whose engine is not named; so are images given without a reference. */
static bool
skips(const struct wc_site_rule *rule, enum wc_fact fact)
{
	if (rule->lacking != WC_LACKING_UNSAID)
		return rule->lacking == WC_LACKING_SKIP;
	switch (fact) {
	case WC_HOST_REVISION:
	case WC_IMAGE_REVISION:
	case WC_HOST_ENGINE:
	case WC_HOST_ENGINE_VERSION:
	case WC_HOST_STORE:
	case WC_HOST_DEFAULT_ISOLATION:
	case WC_IMAGE_REFERENCE:
	case WC_IMAGE_DIGEST:
		return true;
	default:
		return false;
	}
}

static bool
is_known(const struct wc_site_axis *axis, const struct wc_situation *s)
{
	return wc_axes[axis->id].kind == WC_AXIS_TEXTS ? wc_axis_text(axis->id, axis->label, s).known : wc_axis_number(axis->id, s) != WC_VALUE_UNKNOWN;
}

/* Did a pattern that the limit asks for take too many steps? */
static bool
gave_up(const struct wc_site_axis *axis, const struct wc_site_limit *limit, const struct wc_situation *s)
{
	for (size_t i = 0; i < limit->wanted_count; i++)
		if (wc_test_ask(&axis->tests[limit->wanted[i].test], wc_axis_text(axis->id, axis->label, s)) < 0)
			return true;
	return false;
}

/* Of facts that are passed over before others, then of those that stand first among the axes: what is said does not depend on the order of files. */
struct wc_doubt
wc_site_doubt(const struct wc_site *site, size_t arm, const struct wc_situation *s)
{
	const struct wc_site_rule *rule = &site->rules[site->arms[arm].rule];
	struct wc_doubt doubt = {0, false};
	unsigned first = WC_AXIS_COUNT;
	for (unsigned k = 0; k < site->arms[arm].limit_count; k++) {
		const struct wc_site_limit *limit = &site->arms[arm].limits[k];
		const struct wc_site_axis *axis = &site->axes[limit->axis];
		bool known = is_known(axis, s), passed_over = !known && skips(rule, wc_axes[axis->id].fact);
		if ((known && !gave_up(axis, limit, s)) || (passed_over == doubt.skipped ? axis->id >= first : doubt.skipped))
			continue;
		first = axis->id;
		doubt = (struct wc_doubt){wc_axes[axis->id].fact, passed_over};
	}
	return doubt;
}
