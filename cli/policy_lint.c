/* policy lint: what is wrong with policies, exactly. */
#include "cli/policy.h"

#include "app/policy.h"
#include "app/policy_compare.h"
#include "cli/data.h"
#include "cli/say.h"
#include "io/clock.h"
#include "model/date.h"
#include "present/policy_change.h"

#include <string.h>

enum wc_exit
wc_policy_lint_run(const struct wc_policy_job *job)
{
	struct wc_err err;
	struct wc_diags diags = {.arena = job->arena};
	struct wc_policy_findings findings;
	struct wc_text out = {.arena = job->arena};
	const struct wc_program *data = wc_data_asked(job->arena, job->args), *program;
	if (!data)
		return WC_EXIT_WRONG;
	if (!wc_policy_load(job->arena, data, (struct wc_names){job->operand, job->operand_count}, wc_opt_text(job->args, "lang"), NULL, &program, &diags, &err)) {
		wc_say_faults(&diags);
		return wc_say_failed(&err);
	}
	wc_date today = wc_date_of_days((int32_t)(wc_clock_now() / 86400));
	if (!wc_policies_lint(job->arena, data, program, today, &findings, &err))
		return wc_say_failed(&err);
	if (strcmp(job->output, "json") == 0)
		wc_present_findings_json(&out, &findings);
	else
		wc_present_findings_text(&out, job->arena, &findings);
	return wc_say_answer(&out, findings.count ? WC_EXIT_REFUSED : WC_EXIT_OK);
}
