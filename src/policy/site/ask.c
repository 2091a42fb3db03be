/* Asking a situation: a column for each axis, and their intersection. */
#include "policy/site/site.h"

#include "base/limits.h"

#include <string.h>

enum { MOST_AXES = WC_LIMIT_AXES, STACK_WORDS = 1024 };

/* For each axis: the arms that its value leaves for sure, those that it may leave, and those that it does not rule out (NULL: all). */
struct columns {
	const wc_bits *sure[MOST_AXES], *may[MOST_AXES], *open[MOST_AXES];
	size_t count;
};

static void
take_unknown(const struct wc_site_axis *axis, struct columns *columns)
{
	columns->sure[columns->count] = axis->silent;
	columns->may[columns->count] = axis->doubtful;
	columns->open[columns->count++] = NULL;
}

static void
take(const wc_bits *sure, const wc_bits *may, struct columns *columns)
{
	columns->sure[columns->count] = sure;
	columns->may[columns->count] = columns->open[columns->count] = may;
	columns->count++;
}

static void
intersect(const struct wc_site *site, const struct columns *columns, const wc_bits *alive, const struct wc_site_answer *answer)
{
	for (size_t w = 0; w < site->words; w++) {
		wc_bits sure = alive[w], may = sure, open = sure;
		for (size_t a = 0; a < columns->count && open; a++) {
			sure &= columns->sure[a][w];
			may &= columns->may[a][w];
			open &= columns->open[a] ? columns->open[a][w] : ~(wc_bits)0;
		}
		answer->yes[w] = sure & open;
		answer->maybe[w] = may & open & ~sure;
		answer->skipped[w] = open & ~may & ~sure;
	}
}

/* Takes the column of one axis; `scratch` is for a text where the memo is full. */
static void
take_axis(const struct wc_site *site, const struct wc_site_axis *axis, const struct wc_situation *s, struct columns *columns, wc_bits *scratch)
{
	if (wc_axes[axis->id].kind == WC_AXIS_TEXTS) {
		struct wc_axis_text text = wc_axis_text(axis->id, axis->label, s);
		const wc_bits *column = text.known ? wc_site_text_column(site, axis, text, scratch) : NULL;
		if (column)
			take(column, column + site->words, columns);
		else
			take_unknown(axis, columns);
		return;
	}
	int64_t value = wc_axis_number(axis->id, s);
	const wc_bits *column = value == WC_VALUE_UNKNOWN ? NULL : axis->columns + wc_site_class(axis, value) * site->words;
	if (column)
		take(column, column, columns);
	else
		take_unknown(axis, columns);
}

void
wc_site_ask(const struct wc_site *site, const struct wc_situation *s, const wc_bits *alive, const struct wc_site_answer *answer)
{
	struct columns columns = {.count = 0};
	wc_bits few[STACK_WORDS];
	size_t each = 2 * site->words, texts = 0, text = 0;
	for (size_t i = 0; i < site->axis_count; i++)
		texts += wc_axes[site->axes[i].id].kind == WC_AXIS_TEXTS;
	wc_arena *arena = texts * each > STACK_WORDS ? wc_arena_new() : NULL;
	wc_bits *scratch = arena ? wc_array(arena, wc_bits, texts * each) : few;
	for (size_t i = 0; i < site->axis_count; i++) {
		const struct wc_site_axis *axis = &site->axes[site->order[i]];
		take_axis(site, axis, s, &columns, scratch + (text < texts ? text : 0) * each);
		text += wc_axes[axis->id].kind == WC_AXIS_TEXTS;
	}
	intersect(site, &columns, alive, answer);
	wc_arena_free(arena);
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

/* What is not known of an axis without a value: some are made of two facts. */
static enum wc_fact
missing_of(enum wc_axis_id id, const struct wc_situation *s)
{
	if (id == WC_AXIS_BUILDS && s->host->version.build == 0)
		return WC_HOST_OS_VERSION;
	if (id == WC_AXIS_REVISIONS && wc_axis_number(WC_AXIS_HOST_REVISION, s) == WC_VALUE_UNKNOWN)
		return WC_HOST_REVISION;
	if ((id == WC_AXIS_HOST_SUPPORT || id == WC_AXIS_IMAGE_SUPPORT) && s->request->today == 0)
		return WC_REQUEST_TODAY;
	return wc_axes[id].fact;
}

enum wc_fact
wc_site_missing_fact(const struct wc_site *site, size_t arm, const struct wc_situation *s)
{
	unsigned missing = WC_AXIS_COUNT, unjudged = WC_AXIS_COUNT;
	for (unsigned k = 0; k < site->arms[arm].limit_count; k++) {
		const struct wc_site_limit *limit = &site->arms[arm].limits[k];
		const struct wc_site_axis *axis = &site->axes[limit->axis];
		if (!is_known(axis, s))
			missing = axis->id < missing ? axis->id : missing;
		else if (axis->id < unjudged && gave_up(axis, limit, s))
			unjudged = axis->id;
	}
	return missing < WC_AXIS_COUNT ? missing_of(missing, s) : (enum wc_fact)wc_axes[unjudged].fact;
}

bool
wc_site_narrows(const struct wc_site_rule *rule)
{
	return rule->effect == WC_EFFECT_REFUSE || rule->effect == WC_EFFECT_REQUIRE ||
	       (rule->effect == WC_EFFECT_ACCEPT && rule->accept != WC_STATUS_UNKNOWN);
}

/* Contract 7 and 8: a host without a revision is not punished, nor one whose engine is not named; so are images given without a reference. */
bool
wc_site_skips(const struct wc_site_rule *rule, enum wc_fact fact)
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
