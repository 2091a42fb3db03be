/* build: a docker build with a check of its FROM lines before it. */
#include "cli/commands.h"

#include "app/build.h"
#include "cli/checking.h"
#include "cli/data.h"
#include "cli/joint.h"
#include "cli/journal.h"
#include "cli/options.h"
#include "cli/registries.h"
#include "cli/say.h"
#include "io/handover.h"

static const struct wc_opt options[] = {
	{.name = "host", .argument = "SPEC", .repeats = true, .word = wc_host_word, .suggested = true, .typed = true,
	 .help = "the host that it is built on, in place of the engine's own (see `wincompat help hosts`)"},
	{.name = "isolation", .argument = "MODE", .word = wc_isolation_word, .fallback = "auto", .typed = true,
	 .help = "the isolation of the stages, where the command has no --isolation; auto takes the first that is supported"},
	WC_OPT_PURPOSE("the build is"),
	{.name = "dry-run", .typed = true, .help = "build nothing; print the command that would be run, one argument a line"},
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

static const struct wc_exit_sentence exits[] = {
	{0, "the command ended with 0, or was printed"},
	{1, "the command's own code, as every other one is"},
	{WC_EXIT_NOT_LAUNCHED, "an image is refused or undetermined, or the Dockerfile cannot be looked at: nothing was built"},
};

static void
say(struct wc_joints *joints, const struct wc_build_ready *ready)
{
	wc_say_inferred(ready->images, ready->image_count);
	wc_joints_say(joints, &ready->joint);
	wc_joints_say_rest(joints, ready->unresolved, ready->unresolved_count, ready->faults);
	if (ready->remark)
		wc_say_word(ready->remark, NULL);
	if (!ready->is_allowed && ready->is_buildkit)
		wc_say_word("BuildKit builds, which has process isolation only", "the classic builder takes --isolation=hyperv: DOCKER_BUILDKIT=0 docker build");
	if (ready->is_allowed && ready->joint.count == 0)
		wc_say_word("no image for Windows is named by the Dockerfile: there is nothing to check", NULL);
}

static enum wc_exit
print(wc_arena *arena, struct wc_joints *joints, const struct wc_build_ready *ready)
{
	struct wc_text text = {.arena = arena};
	for (size_t i = 0; i < ready->argc; i++)
		wc_text_printf(&text, "%s\n", ready->argv[i]);
	wc_joints_outcome(joints, WC_OUTCOME_PRINTED, WC_NO_CODE, NULL);
	return wc_say_answer(&text, WC_EXIT_OK) == WC_EXIT_OK ? WC_EXIT_OK : WC_EXIT_NOT_LAUNCHED;
}

/* Hands over; where the journal waits for what comes of it, to its end. */
static enum wc_exit
hand_over(wc_arena *arena, struct wc_joints *joints, const struct wc_build_ready *ready)
{
	struct wc_err err;
	int code;
	struct wc_handover handover = {.argv = ready->argv};
	bool waits = joints->entry_count > 0;
	if (!(waits ? wc_handover_run : wc_handover_become)(arena, &handover, &code, &err)) {
		wc_say_error(&err);
		wc_joints_outcome(joints, WC_OUTCOME_FAILED, WC_NO_CODE, err.text);
		return WC_EXIT_NOT_LAUNCHED;
	}
	wc_joints_outcome(joints, WC_OUTCOME_ENDED, code, NULL);
	return (enum wc_exit)code;
}

static enum wc_exit
act(wc_arena *arena, const struct wc_args *args, const struct wc_check *check, const struct wc_build_ready *ready)
{
	struct wc_joints joints = wc_joints_new(arena, args, "build", check->how.program, ready->edition, &check->request, check->as_of);
	enum wc_exit code = WC_EXIT_NOT_LAUNCHED;
	say(&joints, ready);
	bool recorded = wc_joints_record(&joints, &ready->joint);
	if (recorded && ready->is_allowed)
		code = wc_opt_flag(args, "dry-run") ? print(arena, &joints, ready) : hand_over(arena, &joints, ready);
	else
		wc_joints_outcome(&joints, WC_OUTCOME_REFUSED, WC_NO_CODE, NULL);
	wc_joints_done(&joints);
	return code;
}

static enum wc_exit
run(struct wc_cli *cli, const struct wc_args *args)
{
	struct wc_err err;
	struct wc_check check;
	struct wc_registries registries;
	struct wc_build_ready ready;
	const struct wc_program *program = wc_program_asked(cli->arena, args);
	if (!program)
		return WC_EXIT_NOT_LAUNCHED;
	if (args->operand_count == 0) {
		wc_fail(&err, WC_FAULT_INPUT, "build needs the command that builds");
		wc_hint(&err, "write wincompat build [OPTIONS] -- docker build [ARG...]");
		return wc_say_not_launched(&err);
	}
	if (!wc_check_asked(cli->arena, args, program, &check, &err) || !wc_journal_agrees(args, &err) ||
	    !wc_registries_asked(cli->arena, args, &check.how, &registries, &err))
		return wc_say_not_launched(&err);
	struct wc_build_asked asked = {check.how, args->operand, args->operand_count, check.hosts, check.request, check.edition, check.as_of};
	bool prepared = wc_build_prepare(cli->arena, &asked, &ready, &err);
	wc_registries_done(&registries);
	return prepared ? act(cli->arena, args, &check, &ready) : wc_say_not_launched(&err);
}

const struct wc_command wc_cmd_build = {
	.name = "build",
	.operands = "-- COMMAND [ARG...]",
	.title = "check the images that a build stands on, then hand over to the docker build that was given, or refuse",
	.about = "The command is docker build, docker buildx build or nerdctl build as it would be typed; its -f, --build-arg, --target, --platform, --isolation and "
	         "--build-context say which images it stands on. What is decided about each is said on standard error. Where the stages need another isolation than the engine's default, and the command names "
	         "none, --isolation is put into it; BuildKit has process isolation only. More: docs/compose.md.",
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.run = run,
	.failed = WC_EXIT_NOT_LAUNCHED,
	.exits = exits,
	.exit_count = sizeof(exits) / sizeof(exits[0]),
};
