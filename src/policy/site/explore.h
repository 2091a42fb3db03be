/* Exploring: every class of situations in which two policies come to different verdicts, exactly. */
#ifndef WC_POLICY_SITE_EXPLORE_H
#define WC_POLICY_SITE_EXPLORE_H

#include "policy/site/basis.h"

/* A verdict in short: the decision, and the mode where it is allowed. */
struct wc_outcome_word {
	uint8_t decision, isolation;
};

/* "process", "hyperv", "refuse" or "unknown". */
const char *wc_outcome_print(struct wc_outcome_word word);

/* A diagram: what is asked next, and what follows from each answer. */
struct wc_diagram;

/* An answer of an inner node: these atoms lead to `to`; NULL: no difference. */
struct wc_branch {
	const uint16_t *atoms;
	size_t atom_count;
	const struct wc_diagram *to;
};

struct wc_diagram {
	size_t place; /* of the axis that is asked; axis_count: a difference was found */
	const struct wc_branch *branches;
	size_t branch_count;
	struct wc_outcome_word verdict[WC_SIDES]; /* of a difference */
};

/* What is looked for. */
struct wc_search {
	bool first_only; /* end at the first difference: then only the witness is there, no diagram */
	/* Is the difference one that is looked for? NULL: every one is. */
	bool (*wanted)(void *context, const struct wc_point *point, const struct wc_outcome_word verdict[WC_SIDES]);
	void *context;
};

/*
 * The diagram of all differences, NULL where there are none: then both policies come to the same verdict in every situation. With
 * `first_only` *ret_found says whether there is one, and *ret_witness where. Owned by `arena`; borrows the world.
 */
const struct wc_diagram *wc_explore(wc_arena *arena, const struct wc_world *world, const struct wc_search *search, bool *ret_found,
                                    struct wc_point *ret_witness);

#endif
