/* A selection: what became of every entry of an index under each form that the engine's matcher may have. For people. */
#ifndef WC_MODEL_SELECTION_H
#define WC_MODEL_SELECTION_H

#include "model/facts.h"
#include "model/program.h"

/* What became of one entry. */
struct wc_fate {
	bool kept;       /* it fits by the engine's rule, taken or not */
	const char *why; /* a short phrase; "" for the one that is taken */
};

/* One form of the matcher. */
struct wc_engine_outcome {
	const struct wc_selector *selector;
	size_t taken; /* the entry, or SIZE_MAX: the engine refuses */
	uint8_t says; /* enum wc_matcher */
	const struct wc_fate *fates; /* one for each entry */
};

/* `entries` are those of the index, or the only manifest as one entry. Owned by the arena it was made with. */
struct wc_selection {
	const struct wc_image_entry *entries;
	size_t entry_count;
	size_t judged; /* the entry that the verdict is about, or SIZE_MAX */
	const struct wc_engine_outcome *outcomes;
	size_t outcome_count;
};

/* One thing that is wrong with an index. */
struct wc_lint {
	uint16_t rule;
	size_t entry, other; /* the entries it is about, or SIZE_MAX */
	const char *detail;  /* what the rule's text calls {detail}, or NULL */
};

#endif
