/* Rules: titles of ready-made policies, cards of rules, and a rule by its id. */
#include "app/rules.h"

#include "app/policy.h"
#include "base/diag.h"
#include "format/tree.h"
#include "policy/card.h"
#include "policy/site/print.h"
#include "policy/site/site.h"

#include <string.h>

static const char *
title_of(wc_arena *arena, const struct wc_ready_policy *policy)
{
	const struct wc_node *documents;
	struct wc_err err;
	return wc_yaml_read(arena, policy->name, policy->text, policy->length, &documents, &err) ? wc_get_text(documents->child, "title") : NULL;
}

struct wc_policy_title *
wc_ready_titles(wc_arena *arena)
{
	struct wc_policy_title *titles = wc_array(arena, struct wc_policy_title, wc_ready_policy_count + 1);
	for (size_t i = 0; i < wc_ready_policy_count; i++)
		titles[i] = (struct wc_policy_title){wc_ready_policies[i].name, title_of(arena, &wc_ready_policies[i])};
	return titles;
}

struct wc_rule_card *
wc_site_cards(wc_arena *arena, const struct wc_program *program, size_t *ret_count)
{
	size_t count = program->site ? program->site->rule_count : 0;
	struct wc_rule_card *cards = wc_array(arena, struct wc_rule_card, count + 1);
	for (size_t i = 0; i < count; i++)
		cards[i] = wc_card_of(arena, program, program->site->rules[i].rule);
	*ret_count = count;
	return cards;
}

bool
wc_rule_named(const struct wc_program *program, wc_arena *arena, const char *id, size_t *ret_rule, struct wc_err *err)
{
	const char **ids = wc_array(arena, const char *, program->rule_count + 1);
	for (size_t i = 0; i < program->rule_count; i++) {
		ids[i] = program->rules[i].id;
		if (strcmp(ids[i], id) == 0) {
			*ret_rule = i;
			return true;
		}
	}
	const char *nearest = wc_nearest(id, ids, program->rule_count);
	wc_fail(err, WC_FAULT_INPUT, "no rule is called '%.80s'", id);
	return nearest ? wc_hint(err, "did you mean '%s'?", nearest)
	               : wc_hint(err, "answers name the rules that spoke; those of a policy need --policy, `wincompat policy list --policy FILE` shows them");
}

struct wc_rule_card
wc_rule_card_read(wc_arena *arena, const struct wc_program *program, size_t rule)
{
	return wc_card_of(arena, program, rule);
}

bool
wc_rule_as_policy(struct wc_text *out, const struct wc_program *program, size_t rule, struct wc_err *err)
{
	size_t built = program->rule_count - (program->site ? program->site->rule_count : 0);
	if (rule < built)
		return wc_fail(err, WC_FAULT_INPUT, "%s is built in and no rule of a policy: it cannot be written as one", program->rules[rule].id);
	wc_site_print_head(out);
	wc_site_print_rule(out, program, rule - built);
	return true;
}
