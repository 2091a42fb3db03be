/* policy test: the examples of policies, and case files. */
#include "cli/policy.h"

#include "app/policy_test.h"
#include "cli/data.h"
#include "cli/say.h"
#include "present/tests.h"

#include <string.h>

static void
present(struct wc_text *out, const char *output, const struct wc_tested *tested)
{
	if (strcmp(output, "json") == 0)
		wc_present_tests_json(out, tested);
	else if (strcmp(output, "junit") == 0)
		wc_present_tests_junit(out, tested);
	else if (strcmp(output, "tap") == 0)
		wc_present_tests_tap(out, tested);
	else
		wc_present_tests_text(out, tested);
}

enum wc_exit
wc_policy_test(const struct wc_policy_job *job)
{
	struct wc_text out = {.arena = job->arena};
	struct wc_diags diags = {.arena = job->arena};
	struct wc_err err;
	struct wc_tested tested;
	const struct wc_given *policies = wc_opt_all(job->args, "policy");
	const struct wc_program *program = wc_data_asked(job->arena, job->args);
	if (!program)
		return WC_EXIT_WRONG;
	if (!wc_policy_test_run(job->arena, program, (struct wc_names){job->operand, job->operand_count},
	                        (struct wc_names){policies->item, policies->count}, &tested, &diags, &err)) {
		wc_say_faults(&diags);
		return wc_say_failed(&err);
	}
	present(&out, job->output, &tested);
	return wc_say_answer(&out, tested.failed ? WC_EXIT_REFUSED : WC_EXIT_OK);
}
