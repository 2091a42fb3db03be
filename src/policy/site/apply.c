/* The site's rules on one judgement: they only narrow, set what is accepted and preferred, warn and annotate. */
#include "policy/judge.h"
#include "policy/site/site.h"

enum { STACK_WORDS = 1024 }; /* more than 20,000 arms take memory */

/* Does the rule forbid the mode? */
static bool
forbids(const struct wc_site_rule *rule, unsigned index)
{
	return rule->effect == WC_EFFECT_REFUSE || (rule->effect == WC_EFFECT_REQUIRE && wc_mode_index(rule->mode) != index);
}

static void
forbid(struct wc_judgement *j, struct wc_verdict *v, const struct wc_site_rule *rule)
{
	for (unsigned i = 0; i < WC_MODES; i++) {
		if (!forbids(rule, i))
			continue;
		wc_narrow_mode(j, v, i, WC_UNSUPPORTED, (struct wc_reason){.rule = rule->rule, .says = WC_SAYS_REFUSE});
		j->site_blocks |= (uint8_t)(1u << i);
	}
}

/* The strictest of those that speak; of those that say the same, the first. */
static void
set_accepted(struct wc_judgement *j, const struct wc_site_rule *rule)
{
	if (j->accept_rule == WC_NO_RULE || rule->accept > j->accept) {
		j->accept = rule->accept;
		j->accept_rule = rule->rule;
	}
}

static void
apply_rule(struct wc_judgement *j, struct wc_verdict *v, const struct wc_site_rule *rule)
{
	switch (rule->effect) {
	case WC_EFFECT_REFUSE:
	case WC_EFFECT_REQUIRE:
		forbid(j, v, rule);
		break;
	case WC_EFFECT_ACCEPT:
		set_accepted(j, rule);
		break;
	case WC_EFFECT_PREFER:
		j->prefer |= (uint8_t)(1u << wc_mode_index(rule->mode));
		break;
	case WC_EFFECT_WARN:
		if (v->warning_count < WC_MOST_SITE_WARNINGS)
			wc_add_warning(v, rule->rule, WC_MODE_NONE);
		break;
	default:
		wc_add_note(v, rule->rule, WC_MODE_NONE);
	}
}

/* A rule that may hold: where it narrows, nobody knows whether the mode is free. */
static void
doubt_rule(struct wc_judgement *j, struct wc_verdict *v, const struct wc_site_rule *rule, enum wc_fact fact)
{
	if (rule->effect == WC_EFFECT_ACCEPT && rule->accept == WC_RELAXED && j->accept == WC_STATUS_UNKNOWN)
		set_accepted(j, rule); /* either way what is unknown stays so */
	if (rule->effect == WC_EFFECT_ACCEPT && rule->accept == WC_SUPPORTED && j->accept != WC_SUPPORTED) {
		j->accept_doubt = (uint8_t)(fact + 1);
		j->accept_rule = rule->rule;
	}
	if (!wc_site_narrows(rule))
		wc_add_not_evaluated(v, rule->rule, fact);
	for (unsigned i = 0; i < WC_MODES; i++) {
		if (!forbids(rule, i) || v->modes[i].status == WC_UNSUPPORTED)
			continue;
		wc_narrow_mode(j, v, i, WC_STATUS_UNKNOWN, (struct wc_reason){.rule = rule->rule, .says = WC_SAYS_NOTHING, .fact = (uint8_t)fact});
		j->site_doubts |= (uint8_t)(1u << i);
		wc_add_missing(v, fact);
	}
}

/* Rules with an arm that holds; arms of one rule stand together. */
static void
apply_all(struct wc_judgement *j, struct wc_verdict *v, const struct wc_site *site, const wc_bits *yes)
{
	uint32_t last = UINT32_MAX;
	for (size_t w = 0; w < site->words; w++) {
		for (wc_bits left = yes[w]; left; left &= left - 1) {
			uint32_t rule = site->arms[w * WC_BITS + (unsigned)__builtin_ctzll(left)].rule;
			if (rule != last)
				apply_rule(j, v, &site->rules[rule]);
			last = rule;
		}
	}
}

/* Is one of the rule's arms in the set? */
static bool
has_arm(const struct wc_site_rule *rule, const wc_bits *set)
{
	for (size_t a = rule->first_arm; a < (size_t)rule->first_arm + rule->arm_count; a++)
		if (set[a / WC_BITS] >> a % WC_BITS & 1)
			return true;
	return false;
}

/* Rules of which no arm holds, and one may: in doubt where that `counts`; else passed over, where no other arm counts. */
static void
each_lacking(struct wc_judgement *j, struct wc_verdict *v, const struct wc_situation *s, const struct wc_site_answer *answer, bool counts)
{
	const wc_bits *set = counts ? answer->maybe : answer->skipped;
	const struct wc_site *site = v->program->site;
	uint32_t last = UINT32_MAX;
	for (size_t w = 0; w < site->words && (counts || v->not_evaluated_count < WC_MOST_NOT_EVALUATED); w++) {
		for (wc_bits left = set[w]; left; left &= left - 1) {
			size_t arm = w * WC_BITS + (unsigned)__builtin_ctzll(left);
			const struct wc_site_rule *rule = &site->rules[site->arms[arm].rule];
			if (site->arms[arm].rule == last)
				continue;
			last = site->arms[arm].rule;
			if (has_arm(rule, answer->yes) || (!counts && has_arm(rule, answer->maybe)))
				continue;
			if (counts)
				doubt_rule(j, v, rule, wc_site_missing_fact(site, arm, s, answer));
			else
				wc_add_not_evaluated(v, rule->rule, wc_site_missing_fact(site, arm, s, answer));
		}
	}
}

void
wc_site_apply(struct wc_judgement *j, struct wc_verdict *v)
{
	const struct wc_site *site = v->program->site;
	struct wc_situation s = {v->program, v->host, v->image, &v->request};
	wc_bits few[STACK_WORDS];
	wc_arena *arena = 3 * site->words > STACK_WORDS ? wc_arena_new() : NULL;
	wc_bits *sets = arena ? wc_array(arena, wc_bits, 3 * site->words) : few;
	struct wc_site_answer answer = {.yes = sets, .maybe = sets + site->words, .skipped = sets + 2 * site->words};
	wc_site_ask(site, &s, j->view->site_arms, &answer);
	apply_all(j, v, site, answer.yes);
	if (answer.any_maybe)
		each_lacking(j, v, &s, &answer, true);
	if (answer.any_skipped)
		each_lacking(j, v, &s, &answer, false);
	wc_arena_free(arena);
}

/* What the rule says to do instead, once. */
static void
add_remedy_of(struct wc_verdict *v, const struct wc_reason *why)
{
	const struct wc_rule *text = &v->program->rules[why->rule];
	if (!text->remedy)
		return;
	for (unsigned i = 0; i < v->remedy_count; i++)
		if (v->remedies[i].site_rule == why->rule + 1)
			return;
	wc_add_remedy(v, (struct wc_remedy){.action = text->remedy, .mode = why->mode, .release = WC_NO_RELEASE, .site_rule = (uint16_t)(why->rule + 1)});
}

void
wc_site_remedies(struct wc_verdict *v)
{
	for (unsigned i = 0; v->decision == WC_REFUSE && i < v->reason_count; i++)
		if (v->reasons[i].says == WC_SAYS_REFUSE)
			add_remedy_of(v, &v->reasons[i]);
	for (unsigned i = 0; i < v->warning_count; i++)
		add_remedy_of(v, &v->warnings[i]);
}
