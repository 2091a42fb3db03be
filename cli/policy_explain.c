/* policy explain: everything about one rule. */
#include "cli/policy.h"

#include "app/rules.h"
#include "cli/say.h"

#include <string.h>

enum wc_exit
wc_policy_explain(const struct wc_policy_job *job)
{
	struct wc_text out = {.arena = job->arena};
	struct wc_err err;
	size_t rule;
	const struct wc_program *program = wc_policy_program(job);
	if (!program)
		return WC_EXIT_WRONG;
	if (!wc_rule_named(program, job->arena, job->operand[0], &rule, &err))
		return wc_say_failed(&err);
	struct wc_rule_card card = wc_rule_card_read(job->arena, program, rule);
	if (strcmp(job->output, "json") == 0)
		wc_present_rule_json(&out, &card);
	else if (strcmp(job->output, "text") == 0)
		wc_present_rule_text(&out, job->arena, &card);
	else if (!wc_rule_as_policy(&out, program, rule, &err))
		return wc_say_failed(&err);
	return wc_say_answer(&out, WC_EXIT_OK);
}
