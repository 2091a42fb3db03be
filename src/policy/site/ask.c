/* Asking a situation: a column for each axis, and their intersection. */
#include "policy/site/site.h"

#include "base/limits.h"

#include <string.h>

enum { MOST_AXES = WC_LIMIT_AXES };

/*
 * The columns of a situation. `open`: the arms that known values leave, for texts those that they may leave; `sure`: of texts those that
 * they leave for sure; `silent` and `doubtful` of the axes whose value is not known.
 */
struct columns {
	const wc_bits *open[MOST_AXES], *sure[MOST_AXES], *silent[MOST_AXES], *doubtful[MOST_AXES];
	size_t open_count, sure_count, unknown_count;
};

/* One word of the sets, of which known values leave `open`. */
static void
divide(const struct columns *c, size_t w, wc_bits open, struct wc_site_answer *answer)
{
	wc_bits sure = open, may = open;
	for (size_t a = 0; a < c->sure_count; a++)
		sure &= c->sure[a][w];
	for (size_t a = 0; a < c->unknown_count; a++) {
		sure &= c->silent[a][w];
		may &= c->doubtful[a][w];
	}
	answer->yes[w] = sure;
	answer->maybe[w] = may & ~sure;
	answer->skipped[w] = open & ~may & ~sure;
	answer->any_maybe |= answer->maybe[w] != 0;
	answer->any_skipped |= answer->skipped[w] != 0;
}

/* Most arms fall out at the first axes, and most words with them. */
static void
intersect(const struct wc_site *site, const struct columns *c, const wc_bits *alive, struct wc_site_answer *answer)
{
	size_t bytes = site->words * sizeof(wc_bits);
	answer->any_maybe = answer->any_skipped = false;
	memset(answer->yes, 0, bytes);
	memset(answer->maybe, 0, bytes);
	memset(answer->skipped, 0, bytes);
	for (size_t w = 0; w < site->words; w++) {
		wc_bits open = alive[w];
		for (size_t a = 0; a < c->open_count && open; a++)
			open &= c->open[a][w];
		if (open)
			divide(c, w, open, answer);
	}
}

/* The column of the axis; NULL where its value is not known. */
static const wc_bits *
column_of(const struct wc_site *site, const struct wc_site_axis *axis, const struct wc_situation *s, wc_arena **spare)
{
	if (wc_axes[axis->id].kind == WC_AXIS_TEXTS) {
		struct wc_axis_text text = wc_axis_text(axis->id, axis->label, s);
		return text.known ? wc_site_text_column(site, axis, text, spare) : NULL;
	}
	int64_t value = wc_axis_number(axis->id, s);
	return value == WC_VALUE_UNKNOWN ? NULL : axis->columns + wc_site_class(axis, value) * site->words;
}

void
wc_site_ask(const struct wc_site *site, const struct wc_situation *s, const wc_bits *alive, struct wc_site_answer *answer)
{
	struct columns c;
	wc_arena *spare = NULL; /* for the columns of texts, where the memo is full */
	c.open_count = c.sure_count = c.unknown_count = 0;
	memset(answer->unknown, 0, sizeof(answer->unknown));
	for (size_t i = 0; i < site->axis_count; i++) {
		const struct wc_site_axis *axis = &site->axes[site->order[i]];
		const wc_bits *column = column_of(site, axis, s, &spare);
		if (!column) {
			answer->unknown[site->order[i] / WC_BITS] |= (wc_bits)1 << site->order[i] % WC_BITS;
			c.silent[c.unknown_count] = axis->silent;
			c.doubtful[c.unknown_count++] = axis->doubtful;
		} else if (wc_axes[axis->id].kind == WC_AXIS_TEXTS) {
			c.sure[c.sure_count++] = column;
			c.open[c.open_count++] = column + site->words;
		} else {
			c.open[c.open_count++] = column;
		}
	}
	intersect(site, &c, alive, answer);
	wc_arena_free(spare);
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
wc_site_missing_fact(const struct wc_site *site, size_t arm, const struct wc_situation *s, const struct wc_site_answer *answer)
{
	unsigned missing = WC_AXIS_COUNT, unjudged = WC_AXIS_COUNT;
	for (unsigned k = 0; k < site->arms[arm].limit_count; k++) {
		const struct wc_site_limit *limit = &site->arms[arm].limits[k];
		const struct wc_site_axis *axis = &site->axes[limit->axis];
		if (answer->unknown[limit->axis / WC_BITS] >> limit->axis % WC_BITS & 1)
			missing = axis->id < missing ? axis->id : missing;
		else if (limit->wanted_count && axis->id < unjudged && gave_up(axis, limit, s))
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
