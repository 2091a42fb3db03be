/* compose: every service of compose files, checked; the answer is an override file. */
#include "cli/commands.h"

#include "app/compose.h"
#include "cli/checking.h"
#include "cli/data.h"
#include "cli/joint.h"
#include "cli/journal.h"
#include "cli/options.h"
#include "cli/registries.h"
#include "cli/say.h"
#include "present/compose_override.h"

static const struct wc_opt options[] = {
	{.name = "host", .argument = "SPEC", .repeats = true, .word = wc_host_word, .suggested = true, .typed = true,
	 .help = "the host that the services run on, in place of the Docker Engine's own (see `wincompat help hosts`)"},
	{.name = "isolation", .argument = "MODE", .word = wc_isolation_word, .fallback = "auto", .typed = true,
	 .help = "the isolation that is asked for, where a file does not say it; auto takes the first that is supported"},
	WC_OPT_PURPOSE("the containers are"),
	{.name = "all", .typed = true, .help = "write the isolation of every service, also where the engine's default is the same"},
	{.name = "keep-going", .typed = true, .help = "print the override file also where some service is refused or undetermined: for the others"},
	WC_OPT_JOURNAL,
	WC_OPT_NO_JOURNAL,
	WC_OPT_OFFLINE,
	WC_OPT_INFER,
	WC_OPT_REGISTRIES,
	WC_OPT_MATRIX,
	WC_OPT_POLICY,
	WC_OPT_SITUATION,
	WC_OPT_LANGUAGE,
	WC_OPT_DATA,
	WC_OPT_HELP,
};

/* The isolations that go into the file. */
static const struct wc_service_isolation *
needs(wc_arena *arena, const struct wc_composed *composed, bool all)
{
	struct wc_service_isolation *list = wc_array(arena, struct wc_service_isolation, composed->service_count + 1);
	for (size_t i = 0; i < composed->service_count; i++) {
		const struct wc_service *s = &composed->services[i];
		list[i] = (struct wc_service_isolation){s->name, s->run.needs_flag || all ? s->run.isolation : WC_MODE_NONE,
		                                        s->build.needs_flag || all ? s->build.isolation : WC_MODE_NONE};
	}
	return list;
}

/* What the journal keeps; false where it had to and could not. */
static bool
record(struct wc_joints *joints, const struct wc_composed *composed)
{
	for (size_t i = 0; i < composed->service_count; i++)
		if (!wc_joints_record(joints, &composed->services[i].run) || !wc_joints_record(joints, &composed->services[i].build))
			return false;
	return true;
}

static void
say(struct wc_joints *joints, const struct wc_composed *composed)
{
	wc_say_inferred(composed->images, composed->image_count);
	for (size_t i = 0; i < composed->service_count; i++) {
		wc_joints_say(joints, &composed->services[i].run);
		wc_joints_say(joints, &composed->services[i].build);
	}
	wc_joints_say_rest(joints, composed->unresolved, composed->unresolved_count, composed->faults);
	if (composed->service_count || composed->unresolved_count)
		return;
	wc_say_word(wc_printf(joints->arena, "no service of %.300s uses an image for Windows", composed->files.item[0]), NULL);
}

static enum wc_exit
answer(wc_arena *arena, const struct wc_args *args, const struct wc_check *check, const struct wc_composed *composed)
{
	struct wc_text out = {.arena = arena};
	struct wc_joints joints = wc_joints_new(arena, args, "compose", check->how.program, composed->edition, &check->request, check->as_of);
	const struct wc_host *host = composed->host;
	say(&joints, composed);
	enum wc_exit code = wc_joints_exit(&joints);
	bool recorded = record(&joints, composed), is_printed = recorded && (code == WC_EXIT_OK || wc_opt_flag(args, "keep-going"));
	wc_joints_outcome(&joints, is_printed ? WC_OUTCOME_PRINTED : WC_OUTCOME_REFUSED, WC_NO_CODE, NULL);
	wc_joints_done(&joints);
	if (!is_printed)
		return recorded ? code : WC_EXIT_WRONG;
	wc_present_compose_override(&out, needs(arena, composed, wc_opt_flag(args, "all")), composed->service_count, host->name ? host->name : host->spec);
	return wc_say_answer(&out, code);
}

static enum wc_exit
run(struct wc_cli *cli, const struct wc_args *args)
{
	struct wc_err err;
	struct wc_check check;
	struct wc_registries registries;
	struct wc_composed composed;
	const struct wc_program *program = wc_program_asked(cli->arena, args);
	if (!program)
		return WC_EXIT_WRONG;
	if (!wc_check_asked(cli->arena, args, program, &check, &err) || !wc_journal_agrees(args, &err) ||
	    !wc_registries_asked(cli->arena, args, &check.how, &registries, &err))
		return wc_say_failed(&err);
	struct wc_compose_asked asked = {check.how, check.images, check.hosts, check.request, check.edition, check.as_of};
	bool read = wc_compose_check(cli->arena, &asked, &composed, &err);
	wc_registries_done(&registries);
	return read ? answer(cli->arena, args, &check, &composed) : wc_say_failed(&err);
}

const struct wc_command wc_cmd_compose = {
	.name = "compose",
	.operands = "[FILE...]",
	.title = "check the services of compose files, and print an override file with the isolation that each needs",
	.about = "Reads the files as docker compose merges them (-f FILE -f FILE); without one, those that docker compose finds itself. What is decided about each service is said on "
	         "standard error, the override file is the answer: `wincompat compose > compose.override.yaml`. Where a service is refused or undetermined there is none. More: docs/compose.md.",
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.files = true,
	.run = run,
};
