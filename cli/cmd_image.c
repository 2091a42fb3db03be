/* image: the image facts, and where each was read. */
#include "cli/commands.h"

#include "app/gather.h"
#include "app/program.h"
#include "cli/checking.h"
#include "cli/options.h"
#include "cli/say.h"
#include "present/image.h"

#include <string.h>

static const struct wc_opt options[] = {
	WC_OPT_LIST,
	WC_OPT_OFFLINE,
	WC_OPT_INFER,
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
present(wc_arena *arena, const char *format, const struct wc_image_answer *answers, size_t count, struct wc_text *out)
{
	if (strcmp(format, "json") == 0)
		wc_present_images_json(out, answers, count);
	else if (strcmp(format, "ndjson") == 0)
		wc_present_images_ndjson(out, answers, count);
	else
		wc_present_images_text(out, arena, wc_program_builtin(), answers, count);
}

static enum wc_exit
answer(wc_arena *arena, const char *format, const struct wc_image_answer *answers, size_t count)
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
	present(arena, format, answers, count, &out);
	return wc_say_answer(&out, code);
}

static enum wc_exit
run(struct wc_cli *cli, const struct wc_args *args)
{
	struct wc_err err;
	struct wc_names names = {args->operand, args->operand_count};
	struct wc_gather how = {wc_program_builtin(), wc_opt_flag(args, "offline"), wc_opt_flag(args, "infer")};
	const char *list = wc_opt_text(args, "list");
	if (!wc_one_reader((struct wc_names){0}, names, list, &err) || !wc_names_listed(cli->arena, list, &names, &err))
		return wc_say_failed(&err);
	if (names.count == 0) {
		wc_fail(&err, WC_FAULT_INPUT, "image needs an image");
		wc_hint(&err, "name one, or a list with -f LIST; `wincompat help images` says how");
		return wc_say_failed(&err);
	}
	const struct wc_gathered *images = wc_gather_images(cli->arena, &how, names);
	struct wc_image_answer *answers = wc_array(cli->arena, struct wc_image_answer, names.count);
	for (size_t i = 0; i < names.count; i++)
		answers[i] = (struct wc_image_answer){&images[i].image, images[i].error};
	return answer(cli->arena, wc_opt_text(args, "output"), answers, names.count);
}

const struct wc_command wc_cmd_image = {
	.name = "image",
	.operands = "IMAGE...",
	.title = "show the facts of images, and where each was read",
	.about = "`wincompat help images` lists how an image can be named. With -o ndjson it prints one object a line, in the order "
	         "given, also for an image that could not be read.",
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.files = true,
	.run = run,
};
