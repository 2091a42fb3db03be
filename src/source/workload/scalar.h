/* What readers of trees share: scalars that name an image, a label or a switch, and those that somebody fills in later. */
#ifndef WC_SOURCE_WORKLOAD_SCALAR_H
#define WC_SOURCE_WORKLOAD_SCALAR_H

#include "source/workload/workload.h"

/* Is it `true`, of JSON, or written as one of YAML's words for that? False where `node` is NULL. */
bool wc_is_true(const struct wc_node *node);

/* The text of a string or number, or NULL: of a reference, a name, a label. */
const char *wc_scalar_text(const struct wc_node *node);

/*
 * Why `text` does not say what it means before something fills it in: a Helm template, an expression of a pipeline, a variable. A
 * phrase, or NULL where it is plain text.
 */
const char *wc_unfilled(const char *text);

/*
 * Adds the use of the image that `scalar` names; `use` says the rest (subject, role, hosts …). A text that is not filled in is
 * added as unresolved, and an empty one, or one that is no string, not at all.
 */
void wc_scalar_image(const struct wc_workload_file *file, struct wc_found *found, const struct wc_node *scalar, struct wc_use use);

/* Adds `node` as unresolved: its text, or where it is a list or map `shown`. Twice running it is said once. */
void wc_scalar_unresolved(const struct wc_workload_file *file, struct wc_found *found, const struct wc_node *node,
                          const char *shown, const char *why);

/* The texts of a map (metadata.labels) as labels, owned by `arena`, *ret_count of them; of a list those of the form "NAME=VALUE". None where it is neither. */
const struct wc_label *wc_scalar_labels(wc_arena *arena, const struct wc_node *map, size_t *ret_count);

#endif
