/* GitHub's step summary: the file that GITHUB_STEP_SUMMARY names. */
#include "cli/step_summary.h"

#include "base/text.h"
#include "cli/say.h"
#include "cli/system.h"
#include "io/file.h"

void
wc_step_summary(wc_arena *arena, const struct wc_presenter *presenter, const struct wc_answer *answers, size_t count,
                const struct wc_present_options *options)
{
	struct wc_err err;
	struct wc_text summary = {.arena = arena};
	const char *path = presenter->summary ? wc_system_variable(arena, "GITHUB_STEP_SUMMARY") : NULL;
	if (!path || !*path)
		return;
	presenter->summary(&summary, arena, answers, count, options);
	if (!wc_file_append(path, wc_text_string(&summary), summary.length, &err)) {
		wc_while(&err, "the step summary");
		wc_say_error(&err);
	}
}
