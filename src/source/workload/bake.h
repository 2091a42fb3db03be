/* Inside the readers of bake files: targets and variables, whether they were written as JSON or as HCL. */
#ifndef WC_SOURCE_WORKLOAD_BAKE_H
#define WC_SOURCE_WORKLOAD_BAKE_H

#include "source/workload/index.h"
#include "source/workload/matrix.h"
#include "source/workload/workload.h"

/* A bake file. */
struct wc_bake {
	const struct wc_workload_file *file;
	struct wc_found *found;
	struct wc_index targets, variables; /* bodies by name; a variable may also be a value by itself */
	size_t looked;                      /* targets looked through so far */
};

/*
 * `text` with its templates ${NAME} filled in: by the row of a matrix, the environment, or a variable's default. False and in
 * `*ret_why` a phrase where one cannot be known.
 */
bool wc_bake_fill(const struct wc_bake *b, const struct wc_row *row, const char *text, const char **ret_text, const char **ret_why);

/*
 * What `node` stands for: where it is one variable by itself, ${NAME}, and the file gives that a value, this value (which may be
 * a list or a map); else `node` as it is.
 */
const struct wc_node *wc_bake_node(const struct wc_bake *b, const struct wc_row *row, const struct wc_node *node);

/* Adds what the targets build on, each once for a row of its matrix. */
void wc_bake_targets(struct wc_bake *b);

#endif
