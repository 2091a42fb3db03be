/* policy list: the ready-made policies, or every rule of the policies that are named. */
#include "cli/policy.h"

#include "app/policy.h"
#include "app/rules.h"
#include "cli/say.h"

#include <string.h>

static enum wc_exit
list_ready(const struct wc_policy_job *job)
{
	struct wc_text out = {.arena = job->arena};
	struct wc_policy_title *titles = wc_ready_titles(job->arena);
	if (strcmp(job->output, "json") == 0)
		wc_present_policies_json(&out, titles, wc_ready_policy_count);
	else
		wc_present_policies_text(&out, titles, wc_ready_policy_count);
	return wc_say_answer(&out, WC_EXIT_OK);
}

enum wc_exit
wc_policy_list(const struct wc_policy_job *job)
{
	struct wc_text out = {.arena = job->arena};
	size_t count;
	if (wc_opt_all(job->args, "policy")->count == 0)
		return list_ready(job);
	const struct wc_program *program = wc_policy_program(job);
	if (!program)
		return WC_EXIT_WRONG;
	struct wc_rule_card *cards = wc_site_cards(job->arena, program, &count);
	if (strcmp(job->output, "json") == 0)
		wc_present_rules_json(&out, cards, count);
	else
		wc_present_rules_text(&out, job->arena, cards, count, wc_opt_flag(job->args, "origin"));
	return wc_say_answer(&out, WC_EXIT_OK);
}
