/* policy: a site's own rules: list, lint, diff, explain, test. */
#include "cli/commands.h"

#include "cli/data.h"
#include "cli/options.h"
#include "cli/policy.h"
#include "cli/say.h"

#include <string.h>

static const char *
output_word(size_t i)
{
	static const char *const list[] = {"text", "json", "junit", "tap", "yaml"};
	return i < sizeof(list) / sizeof(list[0]) ? list[i] : NULL;
}

static const struct wc_opt options[] = {
	WC_OPT_POLICY,
	{.name = "origin", .typed = true, .help = "of list: where each rule stands, what it overrides, and its waivers"},
	{.name = "journal", .argument = "FILE", .file = true, .typed = true,
	 .help = "of diff: also say which past decisions of a journal would be others"},
	WC_OPT_DATA,
	{.name = "output", .letter = 'o', .argument = "FORMAT", .word = output_word, .fallback = "text",
	 .help = "how to write the answer; junit and tap are of test, yaml of explain"},
	WC_OPT_LANGUAGE,
	WC_OPT_HELP,
};

static const struct job {
	const char *name, *operands, *outputs;
	size_t least, most;
	wc_policy_run *run;
} jobs[] = {
	{"list", "", "text json", 0, 0, wc_policy_list},
	{"lint", " FILE...", "text json", 1, SIZE_MAX, wc_policy_lint_run},
	{"diff", " OLD NEW", "text json", 2, 2, wc_policy_diff_run},
	{"explain", " RULE", "text json yaml", 1, 1, wc_policy_explain},
	{"test", " FILE...", "text json junit tap", 1, SIZE_MAX, wc_policy_test},
};
enum { JOBS = sizeof(jobs) / sizeof(jobs[0]) };

static const char *
job_word(size_t i)
{
	return i < JOBS ? jobs[i].name : NULL;
}

/* The job called `name`; NULL and `err` where there is none. */
static const struct job *
find_job(wc_arena *arena, const char *name, struct wc_err *err)
{
	for (size_t i = 0; i < JOBS; i++) {
		if (strcmp(jobs[i].name, name) == 0)
			return &jobs[i];
	}
	wc_opt_no_job(arena, "policy", job_word, name, err);
	return NULL;
}

/* Is `word` one of the words of `list`, which stand between blanks? */
static bool
is_among(const char *list, const char *word)
{
	size_t length = strlen(word);
	for (const char *p = list; (p = strstr(p, word)); p += length)
		if ((p == list || p[-1] == ' ') && (p[length] == '\0' || p[length] == ' '))
			return true;
	return false;
}

static const struct job *
asked(wc_arena *arena, const struct wc_args *args, const char *output, struct wc_err *err)
{
	if (args->operand_count == 0) {
		wc_fail(err, WC_FAULT_INPUT, "policy needs to know what to do");
		wc_hint(err, "write policy followed by %s", wc_opt_words(arena, job_word));
		return NULL;
	}
	const struct job *job = find_job(arena, args->operand[0], err);
	size_t count = args->operand_count - 1;
	if (job && (count < job->least || count > job->most)) {
		wc_fail(err, WC_FAULT_INPUT, "policy %s takes %s", job->name, job->most == 0 ? "no more words" : count < job->least ? "something to work on" : "fewer words");
		wc_hint(err, "write policy %s%s", job->name, job->operands);
		return NULL;
	}
	if (job && !is_among(job->outputs, output)) {
		wc_fail(err, WC_FAULT_INPUT, "policy %s does not write %s", job->name, output);
		wc_hint(err, "it writes %s", job->outputs);
		return NULL;
	}
	return job;
}

const struct wc_program *
wc_policy_program(const struct wc_policy_job *job)
{
	return wc_program_asked(job->arena, job->args);
}

static enum wc_exit
run(struct wc_cli *cli, const struct wc_args *args)
{
	struct wc_err err;
	const char *output = wc_opt_text(args, "output");
	const struct job *job = asked(cli->arena, args, output, &err);
	if (!job)
		return wc_say_failed(&err);
	return job->run(&(struct wc_policy_job){
		.arena = cli->arena,
		.args = args,
		.operand = args->operand + 1,
		.operand_count = args->operand_count - 1,
		.output = output,
	});
}

const struct wc_command wc_cmd_policy = {
	.name = "policy",
	.operands = "list|lint|diff|explain|test [NAME...]",
	.title = "list, check, compare, explain and test a site's own rules",
	.about = "`policy list` shows the ready-made policies, or with --policy every rule of those that are named. `policy lint` finds rules that "
	         "can never hold or change nothing, contradictions and examples that fail, `policy diff` every class of situations whose answer "
	         "changes between two policies: exactly, without sampling. `policy explain` says everything about one rule, also about built-in "
	         "ones. `policy test` runs the examples of policies and case files.",
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.word = job_word,
	.files = true,
	.run = run,
};
