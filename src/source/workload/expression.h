/* Expressions of GitHub workflows, `${{ matrix.os }}`, as far as they name a value that stands in the file. */
#ifndef WC_SOURCE_WORKLOAD_EXPRESSION_H
#define WC_SOURCE_WORKLOAD_EXPRESSION_H

#include "source/workload/matrix.h"

/* What expressions may name. */
struct wc_scope {
	const struct wc_row *row;       /* matrix.NAME */
	bool is_called;                 /* by a workflow whose `with` is known; else nobody knows the inputs */
	const struct wc_node *given;    /* inputs.NAME: the caller's `with`, */
	const struct wc_node *declared; /* and on.workflow_call.inputs, which have defaults */
};

/*
 * The value that `node` stands for: itself where it is no single expression, else what that names (a text, a list or a map).
 * NULL and in `*ret_why` a phrase where it cannot be known.
 */
const struct wc_node *wc_expression_node(const struct wc_scope *scope, const struct wc_node *node, const char **ret_why);

/* `text` with its expressions filled in, owned by `arena`; NULL and in `*ret_why` a phrase where one cannot be known. */
const char *wc_expression_fill(wc_arena *arena, const struct wc_scope *scope, const char *text, const char **ret_why);

#endif
