/* check: gather facts, make a view, decide each pair. */
#include "app/check.h"

#include "app/answer.h"
#include "base/limits.h"
#include "policy/decide.h"

static void
count_answer(struct wc_check_counts *counts, const struct wc_answer *a)
{
	unsigned decision = a->verdict ? a->verdict->decision : WC_DECISION_UNKNOWN;
	counts->allow += decision == WC_ALLOW;
	counts->refuse += decision == WC_REFUSE;
	counts->unknown += decision == WC_DECISION_UNKNOWN;
	counts->warned += a->verdict && a->verdict->warning_count > 0;
	counts->unreachable += a->error && a->error->fault == WC_FAULT_UNREACHABLE;
	counts->wrong += a->error && a->error->fault != WC_FAULT_UNREACHABLE;
}

static bool
not_too_many(size_t hosts, size_t images, struct wc_err *err)
{
	if (images == 0 || hosts <= WC_LIMIT_ANSWERS / images)
		return true;
	wc_fail(err, WC_FAULT_INPUT, "%zu images on %zu hosts are more than %d answers", images, hosts, WC_LIMIT_ANSWERS);
	return wc_hint(err, "ask for fewer at a time");
}

static void
answer_all(wc_arena *arena, const struct wc_check *check, const struct wc_view *view, const struct wc_check_of *of,
           struct wc_checked *ret_checked)
{
	struct wc_checked all = {.images = of->images, .count = of->host_count * of->image_count, .edition = wc_view_edition(view)};
	size_t n = 0;
	all.answers = wc_array(arena, struct wc_answer, all.count + 1);
	struct wc_answering answering = {arena, view, check->explain};
	for (size_t h = 0; h < of->host_count; h++) {
		for (size_t i = 0; i < of->image_count; i++, n++) {
			wc_answer_make(&answering, &of->hosts[h], &of->images[i], &check->request, &all.answers[n]);
			count_answer(&all.counts, &all.answers[n]);
		}
	}
	*ret_checked = all;
}

bool
wc_check_read(wc_arena *arena, const struct wc_check *check, const struct wc_check_of *of, struct wc_checked *ret_checked,
              struct wc_err *err)
{
	const struct wc_view *view;
	if (!wc_view_make(arena, check->how.program, check->edition, check->as_of, &view, err) ||
	    !not_too_many(of->host_count, of->image_count, err))
		return false;
	answer_all(arena, check, view, of, ret_checked);
	return true;
}

bool
wc_check_run(wc_arena *arena, const struct wc_check *check, struct wc_checked *ret_checked, struct wc_err *err)
{
	const struct wc_view *view;
	struct wc_check_of of = {.image_count = check->images.count};
	if (!wc_view_make(arena, check->how.program, check->edition, check->as_of, &view, err) ||
	    !wc_gather_hosts(arena, &check->how, check->hosts, &of.hosts, &of.host_count, err) ||
	    !not_too_many(of.host_count, of.image_count, err))
		return false;
	of.images = wc_gather_images(arena, &check->how, check->images);
	answer_all(arena, check, view, &of, ret_checked);
	return true;
}
