/* Uses over the rows of a matrix. */
#include "source/workload/drafts.h"

#include <string.h>

static bool
is_same(const struct wc_draft *draft, const struct wc_use *use, uint8_t os)
{
	const struct wc_use *other = &draft->use;
	return other->os == os && other->at.line == use->at.line && other->at.column == use->at.column &&
	       strcmp(other->reference, use->reference) == 0;
}

static void
join(struct wc_draft *draft, const struct wc_use *use, const struct wc_labels *labels)
{
	wc_labels_join(&draft->labels, labels);
	draft->more += strcmp(draft->use.subject, use->subject) != 0;
}

void
wc_drafts_add(struct wc_drafts *drafts, struct wc_use use, const struct wc_labels *labels)
{
	uint8_t os = use.os ? use.os : labels->os;
	for (size_t i = 0; i < drafts->count; i++) {
		if (is_same(&drafts->item[i], &use, os)) {
			join(&drafts->item[i], &use, labels);
			return;
		}
	}
	if (drafts->count == WC_LIMIT_MATRIX)
		wc_drafts_keep(drafts);
	if (!drafts->item)
		drafts->item = wc_array(drafts->arena, struct wc_draft, WC_LIMIT_MATRIX);
	use.os = os;
	drafts->item[drafts->count++] = (struct wc_draft){.use = use, .labels = *labels};
}

void
wc_drafts_keep(struct wc_drafts *drafts)
{
	for (size_t i = 0; i < drafts->count; i++) {
		struct wc_use use = drafts->item[i].use;
		use.hosts = drafts->item[i].labels.host;
		use.host_count = drafts->item[i].labels.count;
		if (drafts->item[i].more)
			use.subject = wc_printf(drafts->arena, "%s, and %zu more", use.subject, drafts->item[i].more);
		wc_found_use(drafts->found, &use);
	}
	drafts->count = 0;
}
