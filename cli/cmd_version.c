/* version: which program, built from what, with which data. */
#include "cli/commands.h"

#include "app/program.h"
#include "cli/commit.h"
#include "cli/options.h"
#include "cli/say.h"
#include "present/wording.h"

static const struct wc_opt options[] = {
	WC_OPT_HELP,
};

static enum wc_exit
run(struct wc_cli *cli, const struct wc_args *args)
{
	struct wc_err err;
	const struct wc_matrix_edition *edition;
	const struct wc_program *program = wc_program_builtin();
	struct wc_text out = {.arena = cli->arena};
	char checked[WC_DATE_TEXT], published[WC_DATE_TEXT];
	(void)args;
	if (!wc_program_edition(cli->arena, program, NULL, &edition, &err))
		return wc_say_failed(&err);
	wc_text_printf(&out, "wincompat %s (commit %s)\n", WC_VERSION, WC_COMMIT);
	wc_text_printf(&out, "data of %s, matrix %s of %s\n", wc_date_print(wc_program_checked(program), checked), edition->id,
	               wc_date_print(edition->published, published));
	return wc_say_answer(&out, WC_EXIT_OK);
}

const struct wc_command wc_cmd_version = {
	.name = "version",
	.operands = "",
	.title = "print the version of the program and the day of its data",
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.run = run,
};
