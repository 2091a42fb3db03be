/* Uses of one image line over the rows of a matrix: one use for each image, with the hosts of all rows that mean it. */
#ifndef WC_SOURCE_WORKLOAD_DRAFTS_H
#define WC_SOURCE_WORKLOAD_DRAFTS_H

#include "source/workload/labels.h"
#include "source/workload/workload.h"

struct wc_draft {
	struct wc_use use;
	struct wc_labels labels;
};

/* Start with {.arena = a}. */
struct wc_drafts {
	wc_arena *arena;
	struct wc_draft *item;
	size_t count;
};

/* Adds what one row means; no more than WC_LIMIT_MATRIX different ones are kept. */
void wc_drafts_add(struct wc_drafts *drafts, struct wc_use use, const struct wc_labels *labels);

/* Gives all of them to `found`. */
void wc_drafts_keep(const struct wc_drafts *drafts, struct wc_found *found);

#endif
