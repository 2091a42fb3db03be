/* diagnose: what an engine's error text means, whether versions are the cause, and what to type next. */
#include "cli/commands.h"

#include "app/diagnose.h"
#include "cli/checking.h"
#include "cli/data.h"
#include "cli/options.h"
#include "cli/registries.h"
#include "cli/say.h"
#include "io/console.h"

#include <string.h>

static const char *
isolation_word(size_t i)
{
	static const char *const list[] = {"process", "hyperv"};
	return i < 2 ? list[i] : NULL;
}

static const char invitation[] = "paste the error text, then end the input\n";

static const struct wc_opt options[] = {
	{.name = "host", .argument = "SPEC", .repeats = true, .word = wc_host_word, .suggested = true, .typed = true,
	 .help = "the host where it happened (see `wincompat help hosts`); else the build that the text names"},
	{.name = "image", .argument = "IMAGE", .repeats = true, .file = true, .typed = true,
	 .help = "the image it happened with (see `wincompat help images`); else the one that the text names"},
	{.name = "isolation", .argument = "MODE", .word = isolation_word, .typed = true,
	 .help = "the isolation that was asked for; else the one in which the error appears"},
	WC_OPT_OFFLINE,
	WC_OPT_INFER,
	WC_OPT_REGISTRIES,
	WC_OPT_DATA,
	WC_OPT_OUTPUT(wc_object_word),
	{.name = "no-color", .help = "no colours, also on a terminal (as NO_COLOR does)"},
	WC_OPT_HELP,
};

static bool
asked(const struct wc_args *args, struct wc_diagnose *d, struct wc_err *err)
{
	const struct wc_given *hosts = wc_opt_all(args, "host"), *images = wc_opt_all(args, "image");
	unsigned mode = WC_MODE_NONE;
	if (wc_opt_text(args, "isolation"))
		wc_word_find(&wc_mode_words, wc_opt_text(args, "isolation"), &mode);
	d->path = args->operand_count ? args->operand[0] : "-";
	d->hosts = (struct wc_names){hosts->item, hosts->count};
	d->images = (struct wc_names){images->item, images->count};
	d->isolation = (uint8_t)mode;
	if (args->operand_count < 2)
		return wc_one_reader(d->hosts, d->images, d->path, err);
	wc_fail(err, WC_FAULT_INPUT, "diagnose reads one text, and '%.80s' is a second", args->operand[1]);
	return wc_hint(err, "join them: `cat FILE... | wincompat diagnose`");
}

/* Why the images that the user named could not be read; the diagnosis stands all the same. */
static void
say_errors(const struct wc_diagnosis *d)
{
	for (size_t i = 0; d->count && i < d->item[0].tried_count; i++)
		if (d->item[0].tried[i].answer->error)
			wc_say_error(d->item[0].tried[i].answer->error);
}

static enum wc_exit
answer(struct wc_cli *cli, const struct wc_args *args, const struct wc_diagnose *diagnose)
{
	struct wc_err err;
	struct wc_diagnosis d;
	struct wc_text out = {.arena = cli->arena};
	if (!wc_diagnose_run(cli->arena, diagnose, &d, &err))
		return wc_say_failed(&err);
	say_errors(&d);
	if (strcmp(wc_opt_text(args, "output"), "json") == 0)
		wc_present_diagnosis_json(&out, cli->arena, &d);
	else
		wc_present_diagnosis_text(&out, cli->arena, &d, wc_say_in_colour(wc_opt_flag(args, "no-color")));
	return wc_say_answer(&out, d.findings->count ? WC_EXIT_OK : WC_EXIT_REFUSED);
}

static enum wc_exit
run(struct wc_cli *cli, const struct wc_args *args)
{
	struct wc_err err;
	struct wc_registries registries;
	struct wc_diagnose diagnose = {.how = {.program = wc_data_asked(cli->arena, args), .offline = wc_opt_flag(args, "offline"),
	                                       .infer = wc_opt_flag(args, "infer")}};
	if (!diagnose.how.program)
		return WC_EXIT_WRONG;
	if (!asked(args, &diagnose, &err) || !wc_registries_asked(cli->arena, args, &diagnose.how, &registries, &err))
		return wc_say_failed(&err);
	if (args->operand_count == 0 && wc_console_is_terminal(WC_CONSOLE_IN))
		wc_console_talk(invitation, sizeof(invitation) - 1);
	enum wc_exit code = answer(cli, args, &diagnose);
	wc_registries_done(&registries);
	return code;
}

const struct wc_command wc_cmd_diagnose = {
	.name = "diagnose",
	.operands = "[FILE]",
	.title = "explain an engine's error text or log, and say whether versions are the cause",
	.about = "Reads a text of any size from FILE or standard input: what docker, dockerd, containerd, kubelet, BuildKit, GitLab Runner or skopeo "
	         "printed. Each error is said once, with its meaning, its count and the next commands. Where host and image are named, by options or by the "
	         "text, it checks them. Exit 0 where something was recognized, 1 where nothing was.",
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.files = true,
	.run = run,
};
