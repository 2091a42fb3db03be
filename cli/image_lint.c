/* image --lint: from names to findings and an exit code. */
#include "cli/image_lint.h"

#include "app/lint.h"
#include "cli/say.h"

#include <string.h>

/* Findings come first; then as for the facts of images (contract 6). */
static enum wc_exit
exit_code(const struct wc_lint_answer *answers, size_t count)
{
	size_t found = 0, wrong = 0, unreachable = 0;
	for (size_t i = 0; i < count; i++) {
		found += answers[i].lint_count;
		unreachable += answers[i].error && answers[i].error->fault == WC_FAULT_UNREACHABLE;
		wrong += answers[i].error && answers[i].error->fault != WC_FAULT_UNREACHABLE;
	}
	if (wrong == count)
		return WC_EXIT_WRONG;
	return found ? WC_EXIT_REFUSED : unreachable ? WC_EXIT_UNREACHABLE : wrong ? WC_EXIT_UNKNOWN : WC_EXIT_OK;
}

enum wc_exit
wc_image_lint(wc_arena *arena, const struct wc_args *args, const struct wc_gather *how, struct wc_names names)
{
	struct wc_err err;
	struct wc_lint_answer *answers;
	struct wc_text out = {.arena = arena};
	const char *format = wc_opt_text(args, "output");
	if (!wc_lint_run(arena, how, names, &answers, &err))
		return wc_say_failed(&err);
	enum wc_exit code = exit_code(answers, names.count);
	bool in_text = strcmp(format, "text") == 0;
	for (size_t i = 0; i < names.count && (!in_text || code == WC_EXIT_WRONG); i++)
		if (answers[i].error)
			wc_say_error(answers[i].error);
	if (in_text && code == WC_EXIT_WRONG)
		return code;
	if (strcmp(format, "json") == 0)
		wc_present_lint_json(&out, arena, how->program, answers, names.count);
	else if (strcmp(format, "ndjson") == 0)
		wc_present_lint_ndjson(&out, arena, how->program, answers, names.count);
	else
		wc_present_lint_text(&out, arena, how->program, answers, names.count);
	return wc_say_answer(&out, code);
}
