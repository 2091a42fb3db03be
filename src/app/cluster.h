/* Classes of a cluster's nodes: by what is decided on them (wc_node_classes), and by what the scheduler tells apart (wc_stands). */
#ifndef WC_APP_CLUSTER_H
#define WC_APP_CLUSTER_H

#include "model/cluster.h"
#include "policy/decide.h"

/* Nodes on which every decision is the same. */
struct wc_node_class {
	const struct wc_host *host; /* of its first node */
	const char *pool;           /* the pool of this profile, which has no node now; or NULL */
	size_t nodes;
};

struct wc_node_classes {
	const struct wc_node_class *item;
	size_t count;
	const uint32_t *of_node; /* by node of the cluster: its class */
};

/* Groups the nodes, in the order in which classes first occur. Owned by `arena`; borrows the cluster. */
struct wc_node_classes wc_node_classes_make(wc_arena *arena, const struct wc_view *view, const struct wc_cluster *cluster);

/* Nodes of one class that no placement of the cluster tells apart. */
struct wc_stand {
	const struct wc_kube_node *node; /* its first */
	uint32_t class;
	size_t nodes;
};

struct wc_stands {
	const struct wc_stand *item;
	size_t count;
};

/* Groups the nodes by class, by the labels that some workload or RuntimeClass asks for, and by taints. Owned by `arena`. */
struct wc_stands wc_stands_make(wc_arena *arena, const struct wc_cluster *cluster, const struct wc_node_classes *classes);

#endif
