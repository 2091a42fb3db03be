/* How each of the site's rules fared in one situation: for --explain. */
#include "policy/site/trace.h"

#include "policy/site/phrase.h"

/* How many limits of the arm do not hold; the first of them, or else the first that lacks a fact. */
static unsigned
failing(const struct wc_site *site, const struct wc_arm *arm, const struct wc_situation *s, const struct wc_site_limit **ret_first)
{
	unsigned failed = 0;
	bool lacking = false;
	*ret_first = NULL;
	for (unsigned i = 0; i < arm->limit_count; i++) {
		int holds = wc_limit_ask(site, &arm->limits[i], s);
		if ((holds == 0 && failed == 0) || (holds < 0 && failed == 0 && !lacking))
			*ret_first = &arm->limits[i];
		failed += holds == 0;
		lacking |= holds < 0;
	}
	return failed;
}

/* The arm that comes nearest to holding: the one with the fewest limits that do not. */
static unsigned
nearest(const struct wc_site *site, const struct wc_site_rule *rule, const struct wc_situation *s, const struct wc_arm **ret_arm,
        const struct wc_site_limit **ret_limit)
{
	unsigned fewest = UINT16_MAX + 1u;
	for (size_t a = rule->first_arm; a < (size_t)rule->first_arm + rule->arm_count; a++) {
		const struct wc_site_limit *first;
		unsigned failed = failing(site, &site->arms[a], s, &first);
		if (failed > fewest || (failed == fewest && first))
			continue;
		fewest = failed;
		*ret_arm = &site->arms[a];
		*ret_limit = first;
	}
	return fewest;
}

/* "refuses", "requires hyperv": what the rule does where it holds. */
static const char *
says(wc_arena *arena, const struct wc_site_rule *rule)
{
	const char *word = wc_word(&wc_effect_words, rule->effect);
	if (rule->effect == WC_EFFECT_ACCEPT)
		return wc_printf(arena, "says %s: %s", word, wc_word(&wc_status_words, rule->accept));
	return rule->mode ? wc_printf(arena, "says %s: %s", word, wc_word(&wc_mode_words, rule->mode)) : wc_printf(arena, "says %s", word);
}

static struct wc_trace_item
look(wc_arena *arena, const struct wc_view *view, const struct wc_situation *s, const struct wc_site_answer *answer, const struct wc_site_rule *rule)
{
	const struct wc_site *site = view->program->site;
	struct wc_trace_item item = {.rule = rule->rule, .outcome = WC_TRACE_SILENT, .detail = "nothing could make it hold"};
	const struct wc_arm *arm = NULL;
	const struct wc_site_limit *limit = NULL;
	if (!view->is_known[rule->rule]) {
		item.outcome = WC_TRACE_NOT_KNOWN_YET;
		item.detail = "its `since` is after that day";
	} else if (nearest(site, rule, s, &arm, &limit) > 0 && arm) {
		item.detail = wc_limit_failure(arena, site, limit, s);
	} else if (arm && limit) {
		item.outcome = WC_TRACE_FACT_MISSING;
		item.fact = (uint8_t)wc_site_missing_fact(site, (size_t)(arm - site->arms), s, answer);
		item.detail = wc_limit_sentence(arena, site, limit);
	} else if (arm) {
		item.outcome = WC_TRACE_SPOKE;
		item.detail = says(arena, rule);
	}
	return item;
}

size_t
wc_site_trace(wc_arena *arena, const struct wc_view *view, const struct wc_situation *situation, struct wc_trace_item *items)
{
	const struct wc_site *site = view->program->site;
	wc_bits *sets = wc_array(arena, wc_bits, 3 * site->words + 1);
	struct wc_site_answer answer = {.yes = sets, .maybe = sets + site->words, .skipped = sets + 2 * site->words};
	wc_site_ask(site, situation, site->every, &answer);
	for (size_t i = 0; i < site->rule_count; i++)
		items[i] = look(arena, view, situation, &answer, &site->rules[i]);
	return site->rule_count;
}
