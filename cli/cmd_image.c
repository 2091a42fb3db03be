/* image: the image facts, and where each was read. */
#include "cli/commands.h"

#include "app/gather.h"
#include "cli/checking.h"
#include "cli/data.h"
#include "cli/image_engine.h"
#include "cli/image_lint.h"
#include "cli/options.h"
#include "cli/registries.h"
#include "cli/say.h"
#include "present/image.h"

#include <string.h>

static const struct wc_opt options[] = {
	WC_OPT_LIST,
	{.name = "engine", .argument = "NAME[:VERSION]", .typed = true,
	 .help = "show which entry this engine takes on each --host, and why not the others (docker:29.1,store=containerd)"},
	{.name = "host", .argument = "SPEC", .repeats = true, .word = wc_host_word, .suggested = true, .typed = true,
	 .help = "a host for --engine (see `wincompat help hosts`); may be repeated"},
	{.name = "lint", .typed = true, .help = "find what is wrong with the index behind each image; exit 1 where something is"},
	WC_OPT_OFFLINE,
	WC_OPT_INFER,
	WC_OPT_REGISTRIES,
	WC_OPT_DATA,
	WC_OPT_OUTPUT(wc_stream_word),
	WC_OPT_HELP,
};

static enum wc_exit
exit_code(const struct wc_image_answer *answers, size_t count)
{
	size_t wrong = 0, unreachable = 0;
	for (size_t i = 0; i < count; i++) {
		unreachable += answers[i].error && answers[i].error->fault == WC_FAULT_UNREACHABLE;
		wrong += answers[i].error && answers[i].error->fault != WC_FAULT_UNREACHABLE;
	}
	if (wrong == count)
		return WC_EXIT_WRONG;
	return unreachable ? WC_EXIT_UNREACHABLE : wrong ? WC_EXIT_UNKNOWN : WC_EXIT_OK;
}

static void
present(const struct wc_program *program, const char *format, const struct wc_image_answer *answers, size_t count,
        struct wc_text *out)
{
	if (strcmp(format, "json") == 0)
		wc_present_images_json(out, answers, count);
	else if (strcmp(format, "ndjson") == 0)
		wc_present_images_ndjson(out, answers, count);
	else
		wc_present_images_text(out, out->arena, program, answers, count);
}

static enum wc_exit
answer(wc_arena *arena, const struct wc_program *program, const char *format, const struct wc_image_answer *answers,
       size_t count)
{
	struct wc_text out = {.arena = arena};
	enum wc_exit code = exit_code(answers, count);
	bool in_text = strcmp(format, "text") == 0;
	for (size_t i = 0; i < count && (!in_text || code == WC_EXIT_WRONG); i++) {
		if (answers[i].error)
			wc_say_error(answers[i].error);
	}
	if (in_text && code == WC_EXIT_WRONG)
		return code;
	present(program, format, answers, count, &out);
	return wc_say_answer(&out, code);
}

/* Reads what is named, and what the list names. */
static enum wc_exit
read_all(struct wc_cli *cli, const struct wc_args *args, const struct wc_gather *how)
{
	struct wc_err err;
	struct wc_names names = {args->operand, args->operand_count};
	const char *list = wc_opt_text(args, "list");
	if (!wc_one_reader((struct wc_names){0}, names, list, &err) || !wc_names_listed(cli->arena, list, &names, &err))
		return wc_say_failed(&err);
	if (names.count == 0) {
		wc_fail(&err, WC_FAULT_INPUT, "image needs an image");
		wc_hint(&err, "name one, or a list with -f LIST; `wincompat help images` says how");
		return wc_say_failed(&err);
	}
	if (wc_opt_flag(args, "lint") && wc_opt_text(args, "engine")) {
		wc_fail(&err, WC_FAULT_INPUT, "--lint asks about every engine, --engine about one");
		wc_hint(&err, "give one of them");
		return wc_say_failed(&err);
	}
	if (wc_opt_flag(args, "lint"))
		return wc_image_lint(cli->arena, args, how, names);
	if (wc_opt_text(args, "engine") || wc_opt_all(args, "host")->count)
		return wc_image_engine(cli->arena, args, how, names);
	const struct wc_gathered *images = wc_gather_images(cli->arena, how, names);
	struct wc_image_answer *answers = wc_array(cli->arena, struct wc_image_answer, names.count);
	for (size_t i = 0; i < names.count; i++)
		answers[i] = (struct wc_image_answer){&images[i].image, images[i].error};
	wc_say_inferred(images, names.count);
	return answer(cli->arena, how->program, wc_opt_text(args, "output"), answers, names.count);
}

static enum wc_exit
run(struct wc_cli *cli, const struct wc_args *args)
{
	struct wc_err err;
	struct wc_registries registries;
	struct wc_gather how = {.program = wc_data_asked(cli->arena, args), .offline = wc_opt_flag(args, "offline"),
	                        .infer = wc_opt_flag(args, "infer")};
	if (!how.program)
		return WC_EXIT_WRONG;
	if (!wc_registries_asked(cli->arena, args, &how, &registries, &err))
		return wc_say_failed(&err);
	enum wc_exit code = read_all(cli, args, &how);
	wc_registries_done(&registries);
	return code;
}

const struct wc_command wc_cmd_image = {
	.name = "image",
	.operands = "IMAGE...",
	.title = "show the facts of images, and where each was read",
	.about = "`wincompat help images` lists how an image can be named. With -o ndjson it prints one object a line, in the "
	         "order given, also for an image that could not be read. With --engine and --host it shows what an engine would take of an "
	         "index, entry by entry, and explains a \"no matching manifest\"; exit 1 where it takes nothing.",
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.files = true,
	.run = run,
};
