/* What the jobs of `wincompat policy` share: each is a file policy_<name>.c and a line in cmd_policy.c. */
#ifndef WC_CLI_POLICY_H
#define WC_CLI_POLICY_H

#include "cli/command.h"
#include "model/program.h"

/* What a job works with. */
struct wc_policy_job {
	wc_arena *arena;
	const struct wc_args *args;
	const char *const *operand; /* behind the job's name */
	size_t operand_count;
	const char *output; /* one of the job's own words */
};

/* A job: writes its answer, or says what is wrong, and returns the exit code. */
typedef enum wc_exit wc_policy_run(const struct wc_policy_job *job);

wc_policy_run wc_policy_list, wc_policy_test, wc_policy_explain, wc_policy_lint_run, wc_policy_diff_run;

/* The program with the policies of --policy; NULL after saying what is wrong. */
const struct wc_program *wc_policy_program(const struct wc_policy_job *job);

#endif
