/* check: the verdict for each image on each host. */
#include "cli/commands.h"

#include "app/check.h"
#include "cli/ask.h"
#include "cli/checking.h"
#include "cli/data.h"
#include "cli/journal.h"
#include "cli/options.h"
#include "cli/registries.h"
#include "cli/say.h"
#include "io/console.h"

static const struct wc_opt options[] = {
	WC_OPT_HOST,
	{.name = "isolation", .argument = "MODE", .word = wc_isolation_word, .fallback = "default",
	 .help = "the isolation that is asked for; auto takes the first that is supported"},
	WC_OPT_PURPOSE("the container is"),
	WC_OPT_LIST,
	WC_OPT_OFFLINE,
	WC_OPT_INFER,
	WC_OPT_REGISTRIES,
	WC_OPT_MATRIX,
	WC_OPT_POLICY,
	WC_OPT_REQUEST,
	WC_OPT_DATA,
	WC_OPT_OUTPUT(wc_presenter_word),
	{.name = "quiet", .letter = 'q', .help = "one word for each image: process, hyperv, refuse or unknown"},
	{.name = "explain", .help = "show every rule that was looked at"},
	{.name = "fail-on", .argument = "LEVEL", .word = wc_fail_on_word, .fallback = "unknown",
	 .help = "the level that makes the exit code other than 0, with all worse ones"},
	WC_OPT_LANGUAGE,
	{.name = "log", .help = "write every answer into the decision journal (see `wincompat help log`)"},
	WC_OPT_JOURNAL,
	{.name = "no-color", .help = "no colours, also on a terminal (as NO_COLOR does)"},
	WC_OPT_HELP,
};

static bool
nothing_asked(struct wc_err *err)
{
	wc_fail(err, WC_FAULT_INPUT, "check needs an image");
	return wc_hint(err, "name one, or a list with -f LIST; `wincompat help images` says how, `wincompat help check` the rest");
}

/* Everything behind the options: asks on a terminal, else answers for what is named. */
static enum wc_exit
answer(struct wc_cli *cli, const struct wc_args *args, struct wc_check *check)
{
	struct wc_err err;
	const char *list = wc_opt_text(args, "list");
	if (check->images.count == 0 && !list) {
		if (wc_console_is_terminal(WC_CONSOLE_IN))
			return wc_ask(cli->arena, args, check);
		nothing_asked(&err);
		return wc_say_failed(&err);
	}
	if (!wc_one_reader(check->hosts, check->images, list, &err) ||
	    !wc_names_listed(cli->arena, list, &check->images, &err))
		return wc_say_failed(&err);
	return wc_check_answer(cli->arena, args, check);
}

static enum wc_exit
run(struct wc_cli *cli, const struct wc_args *args)
{
	struct wc_err err;
	struct wc_check check;
	struct wc_registries registries;
	const struct wc_program *program = wc_program_asked(cli->arena, args);
	if (!program)
		return WC_EXIT_WRONG;
	if (!wc_check_asked(cli->arena, args, program, &check, &err) ||
	    !wc_registries_asked(cli->arena, args, &check.how, &registries, &err))
		return wc_say_failed(&err);
	check.explain = wc_opt_flag(args, "explain");
	enum wc_exit code = answer(cli, args, &check);
	wc_registries_done(&registries);
	return code;
}

const struct wc_command wc_cmd_check = {
	.name = "check",
	.operands = "IMAGE...",
	.title = "say whether images may run on hosts, in which isolation, and why",
	.about = "For each image on each host: allowed, refused or unknown, with the reason and with what to do instead. "
	         "Without an image, on a terminal, it asks for a host and for images until the end of input.",
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.files = true,
	.run = run,
};
