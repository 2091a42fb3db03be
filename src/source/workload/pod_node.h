/* Would Kubernetes' scheduler put a pod on a node? By name, labels and taints; not by what is free there. */
#ifndef WC_SOURCE_WORKLOAD_POD_NODE_H
#define WC_SOURCE_WORKLOAD_POD_NODE_H

#include "format/tree.h"
#include "model/facts.h"

#include <stdbool.h>

/* A taint of a node. */
struct wc_taint {
	const char *key, *value; /* value "" where it has none */
	bool evicts;             /* NoExecute; else NoSchedule. PreferNoSchedule keeps nobody away and is none here */
};

/* What the scheduler looks at. Labels in two parts, each in order of names; a name stands in one of them. */
struct wc_pod_node {
	const char *name; /* or NULL: some node of many, of which nobody asks the name */
	const struct wc_label *labels, *own;
	size_t label_count, own_count;
	const struct wc_taint *taints;
	size_t taint_count;
};

/* Why not; the first thing that keeps the pod away. */
enum wc_pod_miss { WC_POD_FITS, WC_MISSES_NAME, WC_MISSES_SELECTOR, WC_MISSES_AFFINITY, WC_MISSES_CLASS, WC_MISSES_TAINT, WC_POD_MISSES };

/* A phrase about the nodes for each: "their labels are not those of its nodeSelector". */
const char *wc_pod_miss_title(enum wc_pod_miss miss);

/*
 * By spec.nodeName, its nodeSelector, what its node affinity requires, its tolerations, and the scheduling of its RuntimeClass (NULL: not
 * known, or none). Sources: Kubernetes' scheduler plugins NodeName, NodeAffinity and TaintToleration.
 */
enum wc_pod_miss wc_pod_node_misses(const struct wc_node *spec, const struct wc_node *runtime_class, const struct wc_pod_node *node);

/* Does a pod ask for a single node by name, or for one of the labels `keys` (in order)? */
bool wc_pod_asks(const struct wc_node *spec, const struct wc_node *runtime_class, const char *const *keys, size_t key_count);

/* Does the taint stand for a state that passes (not ready, unreachable, cordoned …)? It says nothing of where a pod may run tomorrow. */
bool wc_taint_passes(const char *key);

#endif
