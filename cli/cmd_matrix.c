/* matrix: the editions of the compatibility matrix: list, show, diff. */
#include "cli/commands.h"

#include "app/program.h"
#include "cli/data.h"
#include "cli/options.h"
#include "cli/say.h"
#include "present/matrix.h"

#include <string.h>

static const struct wc_opt options[] = {
	WC_OPT_DATA,
	WC_OPT_OUTPUT(wc_object_word),
	WC_OPT_HELP,
};

/* What is written, and how. */
struct work {
	wc_arena *arena;
	const struct wc_program *program;
	const char *const *name; /* the operands behind the verb */
	size_t count;
	bool json;
	struct wc_text out;
};

static bool
list(struct work *w, struct wc_err *err)
{
	(void)err;
	if (w->json)
		wc_present_matrix_list_json(&w->out, w->program);
	else
		wc_present_matrix_list_text(&w->out, w->arena, w->program);
	return true;
}

static bool
show(struct work *w, struct wc_err *err)
{
	const struct wc_matrix_edition *edition;
	if (!wc_program_edition(w->arena, w->program, w->count ? w->name[0] : NULL, &edition, err))
		return false;
	if (w->json)
		wc_present_matrix_show_json(&w->out, w->program, edition);
	else
		wc_present_matrix_show_text(&w->out, w->arena, w->program, edition);
	return true;
}

static bool
diff(struct work *w, struct wc_err *err)
{
	const struct wc_matrix_edition *a, *b;
	if (!wc_program_edition(w->arena, w->program, w->name[0], &a, err) ||
	    !wc_program_edition(w->arena, w->program, w->name[1], &b, err))
		return false;
	if (w->json)
		wc_present_matrix_diff_json(&w->out, w->arena, w->program, a, b);
	else
		wc_present_matrix_diff_text(&w->out, w->arena, w->program, a, b);
	return true;
}

static const struct verb {
	const char *name;
	const char *operands;
	size_t least, most;
	bool (*run)(struct work *w, struct wc_err *err);
} verbs[] = {
	{"list", "", 0, 0, list},
	{"show", " [EDITION]", 0, 1, show},
	{"diff", " A B", 2, 2, diff},
};
enum { VERBS = sizeof(verbs) / sizeof(verbs[0]) };

static const char *
verb_word(size_t i)
{
	return i < VERBS ? verbs[i].name : NULL;
}

/* The verb called `name`; NULL and `err` where there is none. */
static const struct verb *
find_verb(wc_arena *arena, const char *name, struct wc_err *err)
{
	for (size_t i = 0; i < VERBS; i++) {
		if (strcmp(verbs[i].name, name) == 0)
			return &verbs[i];
	}
	wc_opt_no_job(arena, "matrix", verb_word, name, err);
	return NULL;
}

static bool
work(struct work *w, const struct wc_args *args, struct wc_err *err)
{
	if (args->operand_count == 0) {
		wc_fail(err, WC_FAULT_INPUT, "matrix needs to know what to do");
		return wc_hint(err, "write matrix list, matrix show [EDITION] or matrix diff A B");
	}
	const struct verb *verb = find_verb(w->arena, args->operand[0], err);
	if (!verb)
		return false;
	w->name = args->operand + 1;
	w->count = args->operand_count - 1;
	if (w->count < verb->least || w->count > verb->most) {
		wc_fail(err, WC_FAULT_INPUT, "matrix %s takes %s", verb->name, verb->most == 0 ? "no more words" :
		        verb->least ? "two editions" : "at most one edition");
		return wc_hint(err, "write matrix %s%s", verb->name, verb->operands);
	}
	return verb->run(w, err);
}

static enum wc_exit
run(struct wc_cli *cli, const struct wc_args *args)
{
	struct wc_err err;
	struct work w = {
		.arena = cli->arena,
		.program = wc_data_asked(cli->arena, args),
		.json = strcmp(wc_opt_text(args, "output"), "json") == 0,
		.out = {.arena = cli->arena},
	};
	if (!w.program)
		return WC_EXIT_WRONG;
	if (!work(&w, args, &err))
		return wc_say_failed(&err);
	return wc_say_answer(&w.out, WC_EXIT_OK);
}

const struct wc_command wc_cmd_matrix = {
	.name = "matrix",
	.operands = "list | show [EDITION] | diff A B",
	.title = "list, show and compare the editions of Microsoft's compatibility matrix",
	.about = "An EDITION is named by its id, as `matrix list` prints it, or by the day on which it was published. Without one, "
	         "`matrix show` shows the edition in force.",
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.word = verb_word,
	.run = run,
};
