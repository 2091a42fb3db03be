/* Uses of images over the rows of a matrix and the jobs of a file: one use for each place and image, with the hosts of all that mean it. */
#ifndef WC_SOURCE_WORKLOAD_DRAFTS_H
#define WC_SOURCE_WORKLOAD_DRAFTS_H

#include "source/workload/labels.h"
#include "source/workload/workload.h"

struct wc_draft {
	struct wc_use use;
	struct wc_labels labels;
	size_t more; /* subjects besides that of `use` */
};

/* Start with {.arena = a, .found = f}. */
struct wc_drafts {
	wc_arena *arena;
	struct wc_found *found;
	struct wc_draft *item;
	size_t count;
};

/*
 * Adds what one row or job means. Of one that is there already only the labels are added, and the subject says of how many more
 * it is. Where WC_LIMIT_MATRIX are waiting, they are given to `found` first.
 */
void wc_drafts_add(struct wc_drafts *drafts, struct wc_use use, const struct wc_labels *labels);

/* Gives all that are waiting to `found`. */
void wc_drafts_keep(struct wc_drafts *drafts);

#endif
