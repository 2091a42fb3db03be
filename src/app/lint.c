/* image --lint: read, lint. */
#include "app/lint.h"

#include "policy/lint.h"

bool
wc_lint_run(wc_arena *arena, const struct wc_gather *how, struct wc_names names, struct wc_lint_answer **ret_answers, struct wc_err *err)
{
	struct wc_gather thorough = *how;
	const struct wc_view *view;
	if (!wc_view_make_tabulated(arena, how->program, NULL, 0, &view, err))
		return false;
	thorough.thorough = true;
	const struct wc_gathered *images = wc_gather_images(arena, &thorough, names);
	struct wc_lint_answer *answers = wc_array(arena, struct wc_lint_answer, names.count + 1);
	for (size_t i = 0; i < names.count; i++) {
		answers[i] = (struct wc_lint_answer){.image = &images[i].image, .error = images[i].error};
		if (!images[i].error)
			answers[i].lint = wc_lint_index(arena, view, &images[i].image, &answers[i].lint_count);
	}
	*ret_answers = answers;
	return true;
}
