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

bool
wc_check_run(wc_arena *arena, const struct wc_check *check, struct wc_checked *ret_checked, struct wc_err *err)
{
	struct wc_host *hosts;
	size_t host_count, n = 0;
	const struct wc_view *view;
	struct wc_checked all = {0};
	if (!wc_view_make(arena, check->how.program, check->edition, check->as_of, &view, err) ||
	    !wc_gather_hosts(arena, &check->how, check->hosts, &hosts, &host_count, err) ||
	    !not_too_many(host_count, check->images.count, err))
		return false;
	const struct wc_gathered *images = wc_gather_images(arena, &check->how, check->images);
	all.images = images;
	all.count = host_count * check->images.count;
	all.answers = wc_array(arena, struct wc_answer, all.count + 1);
	all.edition = wc_view_edition(view);
	struct wc_asked asked = {arena, view, check->explain};
	for (size_t h = 0; h < host_count; h++) {
		for (size_t i = 0; i < check->images.count; i++, n++) {
			wc_answer_make(&asked, &hosts[h], &images[i], &check->request, &all.answers[n]);
			count_answer(&all.counts, &all.answers[n]);
		}
	}
	*ret_checked = all;
	return true;
}
