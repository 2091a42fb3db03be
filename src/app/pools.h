/* The nodes of a cluster in pools, for pods that are not known yet: one look, and one decision, serves all nodes that are alike. */
#ifndef WC_APP_POOLS_H
#define WC_APP_POOLS_H

#include "source/cluster/cluster.h"

/* One node of a pool: its name, and the labels that are its own. */
struct wc_pool_node {
	const char *name;
	const struct wc_label *own;
	size_t own_count;
};

/* Nodes with the same facts, labels and taints; of other systems than Windows with the same labels and taints. */
struct wc_pool {
	struct wc_kube_node node; /* what they share; named after the first of them */
	const struct wc_pool_node *nodes;
	size_t count;
};

/* Immutable once made; share it between threads. */
struct wc_pools {
	const struct wc_pool *item; /* of Windows first: `windows_count`, then the others */
	size_t windows_count, count;
	size_t nodes;                /* Windows nodes in all pools; */
	size_t empty;                /* Windows pools without a node now, for each of which one stands (node.pool) */
	const char *const *problems; /* nodes whose facts could not be read: "NAME: why" */
	size_t problem_count;
	const char *const *own_keys; /* labels that tell single nodes apart, in order */
	size_t own_key_count;
	const struct wc_runtime_class *runtime_classes;
	size_t runtime_class_count;
};

/* Groups; owned by `arena`, into which all that is kept is copied. Labels of more than WC_LIMIT_OWN_VALUES values are a node's own. */
struct wc_pools wc_pools_make(wc_arena *arena, const struct wc_cluster *cluster);

/* The RuntimeClass called `name`, or NULL. */
const struct wc_runtime_class *wc_pools_runtime_class(const struct wc_pools *pools, const char *name);

/*
 * On how many nodes of the pool the pod may land, and in ret_misses (WC_POD_MISSES counters, added to) what keeps it from the others.
 * `asks`: what wc_placement_asks says of own_keys; then each node is looked at.
 */
size_t wc_pool_fits(const struct wc_pool *pool, const struct wc_placement *placement, bool asks, size_t ret_misses[WC_POD_MISSES]);

#endif
