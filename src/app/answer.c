/* One answer: pick the entry, decide, and say what became of the others. */
#include "app/answer.h"

static const char **
entry_whys(wc_arena *arena, const struct wc_host *host, const struct wc_image *image, size_t picked)
{
	const char **why = wc_array(arena, const char *, image->entry_count + 1);
	for (size_t i = 0; i < image->entry_count; i++)
		why[i] = wc_entry_why(host, image, i, picked);
	return why;
}

void
wc_answer_make(const struct wc_answering *asked, const struct wc_host *host, const struct wc_gathered *given,
               const struct wc_request *request, struct wc_answer *ret_answer)
{
	*ret_answer = (struct wc_answer){.host = host, .image = &given->image, .error = given->error, .picked = SIZE_MAX};
	if (given->error)
		return;
	wc_arena *arena = asked->arena;
	struct wc_image *judged = wc_alloc(arena, sizeof(*judged));
	struct wc_verdict *verdict = wc_alloc(arena, sizeof(*verdict));
	*judged = wc_image_pick(asked->view, host, &given->image, &ret_answer->picked);
	wc_decide(asked->view, host, judged, request, verdict);
	ret_answer->verdict = verdict;
	if (verdict->choice.outcome_count)
		ret_answer->selection = wc_selection_make(arena, asked->view, host, &given->image, &verdict->choice, ret_answer->picked);
	if (given->image.entry_count)
		ret_answer->entry_why = entry_whys(arena, host, &given->image, ret_answer->picked);
	if (asked->explain)
		ret_answer->trace = wc_explain(arena, asked->view, host, judged, request, &ret_answer->trace_count);
}
