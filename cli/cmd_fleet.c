/* fleet: the hosts and images of an inventory: what can run where, and what changes with an upgrade. */
#include "cli/commands.h"

#include "cli/data.h"
#include "cli/fleet.h"
#include "cli/journal.h"
#include "cli/options.h"
#include "cli/request.h"
#include "cli/say.h"

#include <string.h>

static const char *
output_word(size_t i)
{
	static const char *const list[] = {"text", "json", "csv", "html"};
	return i < sizeof(list) / sizeof(list[0]) ? list[i] : NULL;
}

static const struct wc_opt options[] = {
	{.name = "fleet", .argument = "FILE", .file = true, .help = "the inventory's file (default: wincompat/fleet.db in the folder for state)"},
	{.name = "keep-going", .typed = true, .help = "import: keep what is good where lines are not"},
	{.name = "source", .argument = "NAME", .typed = true,
	 .help = "import: what the files together are called; what NAME said before and says no more is taken away (a file is called by its path)"},
	{.name = "to", .argument = "SPEC", .word = wc_host_word, .suggested = true, .typed = true, .help = "plan: what the hosts become (see `wincompat help hosts`)"},
	{.name = "from", .argument = "SPEC", .word = wc_host_word, .suggested = true, .typed = true, .help = "plan: only hosts of this build become it"},
	{.name = "before", .argument = "POLICY", .repeats = true, .file = true, .word = wc_policy_word, .suggested = true, .typed = true,
	 .help = "plan: the policy in force; none: no policy; may be repeated"},
	{.name = "after", .argument = "POLICY", .repeats = true, .file = true, .word = wc_policy_word, .suggested = true, .typed = true,
	 .help = "plan: the policy that takes its place"},
	{.name = "matrix-after", .argument = "EDITION", .word = wc_edition_word, .suggested = true, .typed = true, .help = "plan: the edition that takes the place of --matrix"},
	{.name = "ends-before", .argument = "YYYY-MM-DD", .typed = true, .help = "plan: list what loses support before that day (a year ahead where nothing is said)"},
	{.name = "isolation", .argument = "MODE", .word = wc_isolation_word, .fallback = "default",
	 .help = "the isolation that is asked for; auto takes the first that is supported"},
	WC_OPT_PURPOSE("the containers are"),
	WC_OPT_OFFLINE,
	WC_OPT_INFER,
	WC_OPT_REGISTRIES,
	WC_OPT_MATRIX,
	WC_OPT_POLICY,
	WC_OPT_TODAY,
	WC_OPT_DATA,
	WC_OPT_OUTPUT(output_word),
	{.name = "explain", .typed = true, .help = "matrix HOST IMAGE: show every rule that was looked at"},
	WC_OPT_LANGUAGE,
	WC_OPT_HELP,
};

static const struct job {
	const char *name;
	wc_fleet_run *run;
} jobs[] = {{"import", wc_fleet_import_job}, {"list", wc_fleet_list}, {"forget", wc_fleet_forget}, {"matrix", wc_fleet_matrix_job}, {"plan", wc_fleet_plan_job}};
enum { JOBS = sizeof(jobs) / sizeof(jobs[0]) };

static const char *
job_word(size_t i)
{
	return i < JOBS ? jobs[i].name : NULL;
}

/* The job that the first operand names; NULL and `err` where there is none. */
static const struct job *
find_job(wc_arena *arena, const struct wc_args *args, struct wc_err *err)
{
	const char *name = args->operand_count ? args->operand[0] : NULL;
	for (size_t i = 0; name && i < JOBS; i++)
		if (strcmp(jobs[i].name, name) == 0)
			return &jobs[i];
	if (name) {
		wc_opt_no_job(arena, "fleet", job_word, name, err);
		return NULL;
	}
	wc_fail(err, WC_FAULT_INPUT, "fleet needs to know what to do");
	wc_hint(err, "write fleet followed by %s", wc_opt_words(arena, job_word));
	return NULL;
}

/* What all jobs share. */
static bool
job_of(wc_arena *arena, const struct wc_args *args, struct wc_fleet_job *job, struct wc_err *err)
{
	const char *given = wc_opt_text(args, "fleet"), *path = given ? given : wc_lasting_file(arena, "fleet.db");
	job->request = wc_request_asked(args);
	job->how = (struct wc_gather){.program = job->program, .offline = wc_opt_flag(args, "offline"), .infer = wc_opt_flag(args, "infer")};
	if (path) {
		job->inventory = wc_inventory_new(arena, path);
		return wc_days_asked(args, &job->as_of, &job->request.today, err);
	}
	wc_fail(err, WC_FAULT_INPUT, "there is no place for the inventory: the environment names no home");
	return wc_hint(err, "name a file with --fleet FILE, or set XDG_STATE_HOME (on Windows LOCALAPPDATA) to a folder");
}

/* A page is a matrix or a plan. */
static bool
form_fits(const struct job *job, const struct wc_args *args, struct wc_err *err)
{
	bool page = strcmp(wc_opt_text(args, "output"), "html") == 0;
	if (!page || job->run == wc_fleet_plan_job || (job->run == wc_fleet_matrix_job && args->operand_count == 1))
		return true;
	wc_fail(err, WC_FAULT_INPUT, "fleet %s does not write html", job->name);
	return wc_hint(err, "fleet matrix and fleet plan do; this one writes text, json or csv");
}

static enum wc_exit
run(struct wc_cli *cli, const struct wc_args *args)
{
	struct wc_err err;
	const struct job *job = find_job(cli->arena, args, &err);
	if (!job || !form_fits(job, args, &err))
		return wc_say_failed(&err);
	struct wc_fleet_job work = {.arena = cli->arena, .args = args, .operand = args->operand + 1, .operand_count = args->operand_count - 1,
	                            .output = wc_opt_text(args, "output"), .program = wc_program_asked(cli->arena, args)};
	if (!work.program)
		return WC_EXIT_WRONG;
	if (!job_of(cli->arena, args, &work, &err))
		return wc_say_failed(&err);
	enum wc_exit code = job->run(&work);
	wc_inventory_close(work.inventory);
	return code;
}

const struct wc_command wc_cmd_fleet = {
	.name = "fleet",
	.operands = "import|list|forget|matrix|plan [WORD...]",
	.title = "keep an inventory of hosts and images: what can run where, and what an upgrade changes",
	.about = "`fleet import` reads node lists, docker info, Host and Image objects, CSV, image lists and scan reports into an inventory, all or nothing. `fleet matrix` "
	         "shows what runs where, by classes of hosts and images that no rule tells apart; with a HOST and an IMAGE why. `fleet plan --to HOST` shows what changes when hosts are "
	         "upgraded: what stops, what changes its isolation, what has to be built anew. Exit code 1 where something stops.",
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.word = job_word,
	.files = true,
	.run = run,
};
