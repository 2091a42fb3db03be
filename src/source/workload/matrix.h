/* The matrix of a pipeline's job: the rows of values that the job runs with. */
#ifndef WC_SOURCE_WORKLOAD_MATRIX_H
#define WC_SOURCE_WORKLOAD_MATRIX_H

#include "format/tree.h"

/* One value of a row. */
struct wc_pair {
	const char *key;
	const struct wc_node *value;
};

/* What one run of the job is given; its first `own` pairs come from the dimensions, the others were included. */
struct wc_row {
	struct wc_pair *pair;
	size_t count, own;
};

struct wc_rows {
	struct wc_row *row;
	size_t count;
};

/*
 * The rows of strategy.matrix of a GitHub workflow, as its documentation says: all combinations of the lists, without those
 * that `exclude` names, then each map of `include` added to the rows whose values it keeps, or as a row of its own. At least
 * one row, which is empty where the job has no matrix. Lists that an expression fills in are left out; no more than
 * WC_LIMIT_MATRIX rows. Owned by `arena`.
 */
struct wc_rows wc_matrix_rows(wc_arena *arena, const struct wc_node *matrix);

/*
 * The same for lists of names to lists (parallel:matrix of GitLab): each map of `list` is expanded by itself. A value that is no
 * list is a list of one.
 */
struct wc_rows wc_matrix_lists(wc_arena *arena, const struct wc_node *list);

/* The value of `key` (its first `length` bytes) in a row, or NULL. */
const struct wc_node *wc_row_value(const struct wc_row *row, const char *key, size_t length);

#endif
