/* policy diff: every class of situations in which two policies come to different verdicts. */
#include "cli/policy.h"

#include "app/policy.h"
#include "app/policy_compare.h"
#include "app/policy_replay.h"
#include "cli/data.h"
#include "cli/say.h"
#include "present/policy_change.h"

#include <string.h>

enum { MOST_CLASSES = 1000 };

/* The program with one policy; NULL after saying what is wrong. "none" is a policy without rules. */
static const struct wc_program *
load(const struct wc_policy_job *job, const struct wc_program *data, const char *name)
{
	struct wc_err err;
	struct wc_diags diags = {.arena = job->arena};
	const struct wc_program *program;
	struct wc_names names = {&name, strcmp(name, "none") != 0};
	if (wc_policy_load(job->arena, data, names, wc_opt_text(job->args, "lang"), NULL, &program, &diags, &err))
		return program;
	wc_say_faults(&diags);
	wc_say_error(&err);
	return NULL;
}

/* What becomes of the decisions of --journal; *ret_past stays NULL where none is named. */
static bool
replay(const struct wc_policy_job *job, const struct wc_program *before, const struct wc_program *after, struct wc_policy_past *past,
       const struct wc_policy_past **ret_past, struct wc_err *err)
{
	const char *file = wc_opt_text(job->args, "journal");
	struct wc_journal_filter filter = {0};
	if (!file)
		return true;
	struct wc_journal *journal = wc_journal_new(job->arena, &(struct wc_journal_options){.path = file, .required = true});
	bool ok = wc_journal_is_there(journal) || wc_fail(err, WC_FAULT_INPUT, "%.400s: there is no such journal", file);
	ok = ok && wc_policy_replay(job->arena, before, after, journal, &filter, past, err);
	wc_journal_close(journal);
	*ret_past = past;
	return ok;
}

enum wc_exit
wc_policy_diff_run(const struct wc_policy_job *job)
{
	struct wc_err err;
	struct wc_policy_classes classes;
	struct wc_policy_past replayed;
	const struct wc_policy_past *past = NULL;
	struct wc_text out = {.arena = job->arena};
	const struct wc_program *data = wc_data_asked(job->arena, job->args);
	const struct wc_program *before = data ? load(job, data, job->operand[0]) : NULL;
	const struct wc_program *after = before ? load(job, data, job->operand[1]) : NULL;
	if (!after)
		return WC_EXIT_WRONG;
	if (!wc_policies_compare(job->arena, data, before, after, MOST_CLASSES, &classes, &err) ||
	    !replay(job, before, after, &replayed, &past, &err))
		return wc_say_failed(&err);
	if (strcmp(job->output, "json") == 0)
		wc_present_classes_json(&out, &classes, past);
	else
		wc_present_classes_text(&out, job->arena, &classes, past);
	return wc_say_answer(&out, classes.all ? WC_EXIT_REFUSED : WC_EXIT_OK);
}
