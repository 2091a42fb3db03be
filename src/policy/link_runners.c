/* Linking runners: each is of a known build, and the rows of a label stand in the order of their days. */
#include "policy/loading.h"

#include <string.h>

/* The newest row before `row` that has this label, or NULL. */
static const struct wc_runner *
earlier(const struct wc_rows *runners, size_t row, const char *label)
{
	while (row-- > 0) {
		const struct wc_runner *runner = wc_rows_at(runners, row);
		for (size_t i = 0; i < runner->labels.count; i++)
			if (strcmp(runner->labels.item[i], label) == 0)
				return runner;
	}
	return NULL;
}

static void
check_runner(struct wc_loading *loading, const struct wc_runner *runner, size_t row)
{
	struct wc_place place = loading->runners.place[row];
	bool is_windows = runner->os == WC_OS_WINDOWS;
	if (is_windows != (runner->build != 0) || is_windows != (runner->product != 0))
		wc_loading_fault(loading, place, NULL, "os: windows goes with 'build' and 'product', any other system without them");
	else if (is_windows && !wc_release_known(loading, runner->build, (wc_mask)(1u << runner->product)))
		wc_loading_fault(loading, place, "build", "no release of this product has the build %u", (unsigned)runner->build);
	for (size_t i = 0; i < runner->labels.count; i++) {
		const struct wc_runner *before = earlier(&loading->runners, row, runner->labels.item[i]);
		if (before && before->from >= runner->from)
			wc_loading_fault(loading, place, "labels", "the label '%.80s' has an earlier row that is not older", runner->labels.item[i]);
	}
}

void
wc_link_runners(struct wc_loading *loading)
{
	for (size_t i = 0; i < loading->runners.count; i++)
		if (loading->runners.place[i].sound)
			check_runner(loading, wc_rows_at(&loading->runners, i), i);
}
