/* run: docker run with a check before it; what it launches runs in the mode that was allowed. */
#include "cli/commands.h"

#include "app/run.h"
#include "cli/checking.h"
#include "cli/data.h"
#include "cli/journal.h"
#include "cli/launching.h"
#include "cli/options.h"
#include "cli/registries.h"
#include "cli/say.h"
#include "cli/system.h"

#include <string.h>

static const struct wc_opt options[] = {
	{.name = "host", .argument = "SPEC", .repeats = true, .word = wc_host_word, .suggested = true, .typed = true,
	 .help = "the host that it runs on, in place of what the engine says of its own (see `wincompat help hosts`)"},
	{.name = "isolation", .argument = "MODE", .word = wc_isolation_word, .fallback = "auto",
	 .help = "the isolation that is asked for, as docker takes it; auto takes the first that is supported"},
	WC_OPT_PURPOSE("the container is"),
	{.name = "engine", .argument = "ENGINE", .word = wc_launcher_name, .fallback = "docker", .typed = true,
	 .help = "what launches it; print launches nothing and prints the command"},
	{.name = "dry-run", .typed = true, .help = "launch nothing; print the command that would be run, one argument a line"},
	{.name = "by-tag", .help = "launch the image by its name, not by the digest or ID that was checked"},
	{.name = "verify", .help = "once it runs, ask the engine which isolation it has, and compare"},
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
	{.name = "help", .typed = true, .help = "print this help and exit (-h is docker's: the container's host name)"},
};
enum { OPTIONS = sizeof(options) / sizeof(options[0]) };

static const struct wc_exit_sentence exits[] = {
	{0, "the container ended with 0, runs (-d), or the command was printed"},
	{WC_EXIT_NOT_LAUNCHED, "the image is refused or undetermined, or it could not be launched: nothing ran, or docker says why"},
	{126, "docker's word: the container's command cannot be invoked"},
	{127, "docker's word: the container's command is not found; every other code is the container's own"},
};

/* Takes an option of ours, with its value. The isolation is docker's own flag; ours is its default. */
static size_t
take_own(void *context, const char *const *word, size_t left)
{
	struct wc_opt_line *ours = context;
	const char *name = wc_copy(ours->arena, word[0] + 2, strcspn(word[0] + 2, "="));
	size_t i = wc_opt_find(options, OPTIONS, name);
	if (i == OPTIONS || strcmp(name, "isolation") == 0)
		return 0;
	size_t taken = options[i].argument && !strchr(word[0], '=') && left > 1 ? 2 : 1;
	for (size_t k = 0; k < taken; k++)
		ours->argv[ours->argc++] = wc_copyz(ours->arena, word[k]);
	return taken;
}

static void
part(wc_arena *arena, int argc, char **argv, struct wc_opt_line *ret_ours, const char ***ret_words, size_t *ret_count)
{
	struct wc_opt_line ours = {.arena = arena, .argv = wc_array(arena, char *, argc + 1)};
	const char **words = wc_array(arena, const char *, argc + 1);
	for (int i = 0; i < argc; i++)
		words[i] = argv[i];
	*ret_words = wc_run_part(arena, words, (size_t)argc, take_own, &ours, ret_count);
	*ret_ours = ours;
}

/* Options that make no sense together. */
static bool
check_together(const struct wc_args *args, struct wc_err *err)
{
	const char *engine = wc_opt_text(args, "engine");
	if (!wc_journal_agrees(args, err))
		return false;
	if (wc_opt_flag(args, "verify") && strcmp(engine, "docker") != 0) {
		wc_fail(err, WC_FAULT_INPUT, "--verify asks the Docker Engine, and --engine %s launches without it", engine);
		return wc_hint(err, "leave one of them out");
	}
	return true;
}

/* What the options ask for. False and `err` where a value makes no sense. */
static bool
asked(wc_arena *arena, const struct wc_args *args, const struct wc_program *program, struct wc_run *ret_run, struct wc_err *err)
{
	const struct wc_given *hosts = wc_opt_all(args, "host");
	struct wc_check check;
	if (!wc_check_asked(arena, args, program, &check, err))
		return false;
	if (!check_together(args, err))
		return false;
	*ret_run = (struct wc_run){
		.how = check.how,
		.launcher = wc_launcher_find(wc_opt_text(args, "engine")),
		.words = args->operand,
		.word_count = args->operand_count,
		.hosts = {hosts->item, hosts->count},
		.request = check.request,
		.edition = check.edition,
		.as_of = check.as_of,
		.by_tag = wc_opt_flag(args, "by-tag"),
		.is_dry = wc_opt_flag(args, "dry-run") || strcmp(wc_opt_text(args, "engine"), "print") == 0,
	};
	return true;
}

static enum wc_exit
run(struct wc_cli *cli, const struct wc_args *args)
{
	struct wc_err err;
	struct wc_run asked_for;
	struct wc_run_ready ready;
	struct wc_registries registries;
	const struct wc_program *program = wc_program_asked(cli->arena, args);
	if (!program)
		return WC_EXIT_NOT_LAUNCHED;
	if (!asked(cli->arena, args, program, &asked_for, &err) || !wc_registries_asked(cli->arena, args, &asked_for.how, &registries, &err))
		return wc_say_not_launched(&err);
	asked_for.cidfile = wc_launching_cidfile(cli->arena, args);
	bool prepared = wc_run_prepare(cli->arena, &asked_for, &ready, &err);
	wc_registries_done(&registries);
	return prepared ? wc_launching(cli->arena, args, &asked_for, &ready) : wc_say_not_launched(&err);
}

const struct wc_command wc_cmd_run = {
	.name = "run",
	.operands = "IMAGE [COMMAND [ARG...]]",
	.title = "check an image, and launch it in the isolation that is allowed, or refuse",
	.about = "Takes every flag of docker run where docker run takes it, and with docker's meaning; the options below are long "
	         "ones and stand before the image, too. The host is the engine's own unless --host names one. It prints one line to standard error (the isolation, and why), then hands over to "
	         "docker with --isolation: streams, signals, terminal and exit code are docker's. The image is launched by the digest or ID that was checked. A flag that docker "
	         "is not known to have is passed on with a warning. More: docs/run.md.",
	.options = options,
	.option_count = OPTIONS,
	.run = run,
	.part = part,
	.failed = WC_EXIT_NOT_LAUNCHED,
	.exits = exits,
	.exit_count = sizeof(exits) / sizeof(exits[0]),
};
