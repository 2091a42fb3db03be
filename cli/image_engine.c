/* image --engine: from an engine and hosts to what is taken, and an exit code. */
#include "cli/image_engine.h"

#include "app/check.h"
#include "cli/say.h"
#include "present/image_engine.h"

#include <string.h>

/* The hosts with the engine as one more fact; `local` where none is named. */
static struct wc_names
specs(wc_arena *arena, const struct wc_given *hosts, const char *engine)
{
	size_t count = hosts->count ? hosts->count : 1;
	const char **all = wc_array(arena, const char *, count);
	for (size_t i = 0; i < count; i++)
		all[i] = engine ? wc_printf(arena, "%s,engine=%s", hosts->count ? hosts->item[i] : "local", engine)
		                : hosts->count ? hosts->item[i] : "local";
	return (struct wc_names){all, count};
}

/* Takes the engine nothing of it, whichever form of its matcher it has? */
static bool
takes_nothing(const struct wc_answer *answer)
{
	const struct wc_selection *s = answer->selection;
	for (size_t i = 0; s && i < s->outcome_count; i++)
		if (s->outcomes[i].taken != SIZE_MAX)
			return false;
	return s && s->outcome_count;
}

static enum wc_exit
exit_code(const struct wc_checked *checked)
{
	if (checked->counts.wrong == checked->count)
		return WC_EXIT_WRONG;
	for (size_t i = 0; i < checked->count; i++)
		if (takes_nothing(&checked->answers[i]))
			return WC_EXIT_REFUSED;
	return checked->counts.unreachable ? WC_EXIT_UNREACHABLE : checked->counts.wrong ? WC_EXIT_UNKNOWN : WC_EXIT_OK;
}

enum wc_exit
wc_image_engine(wc_arena *arena, const struct wc_args *args, const struct wc_gather *how, struct wc_names names)
{
	struct wc_err err;
	struct wc_checked checked;
	struct wc_text out = {.arena = arena};
	const char *format = wc_opt_text(args, "output");
	struct wc_check check = {.how = *how, .hosts = specs(arena, wc_opt_all(args, "host"), wc_opt_text(args, "engine")), .images = names};
	if (!wc_check_run(arena, &check, &checked, &err))
		return wc_say_failed(&err);
	enum wc_exit code = exit_code(&checked);
	bool in_text = strcmp(format, "text") == 0;
	for (size_t i = 0; i < names.count && (!in_text || code == WC_EXIT_WRONG); i++)
		if (checked.answers[i].error)
			wc_say_error(checked.answers[i].error);
	if (in_text && code == WC_EXIT_WRONG)
		return code;
	struct wc_present_options options = {.program = how->program, .edition = checked.edition, .request = check.request};
	if (in_text)
		wc_present_engine_text(&out, arena, checked.answers, checked.count, &options);
	else
		wc_present_engine_json(&out, arena, checked.answers, checked.count, names.count, strcmp(format, "json") == 0, &options);
	return wc_say_answer(&out, code);
}
