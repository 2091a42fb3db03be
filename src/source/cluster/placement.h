/* Where a pod may land: what its spec asks of nodes, and whether Kubernetes' scheduler would put it on one; not by what is free there. */
#ifndef WC_SOURCE_CLUSTER_PLACEMENT_H
#define WC_SOURCE_CLUSTER_PLACEMENT_H

#include "format/tree.h"
#include "model/cluster.h"

/* Reads a RuntimeClass object into `arena`; nothing of `object` is borrowed. */
struct wc_runtime_class wc_runtime_class_read(wc_arena *arena, const struct wc_node *object);

/* Reads where the pod with this spec may land, into `arena`; nothing of `spec` is borrowed. `runtime_class`: that it names, or NULL. */
struct wc_placement wc_placement_read(wc_arena *arena, const struct wc_node *spec, const struct wc_runtime_class *runtime_class);

/* Why a pod does not land on a node; the first thing that keeps it away. */
enum wc_pod_miss { WC_POD_FITS, WC_MISSES_NAME, WC_MISSES_SELECTOR, WC_MISSES_AFFINITY, WC_MISSES_CLASS, WC_MISSES_TAINT, WC_MISSES_HANDLER, WC_POD_MISSES };

/*
 * Why the pod does not land on the node; WC_POD_FITS where it may. nodeName, nodeSelector, required node affinity (In, NotIn, Exists,
 * DoesNotExist, Gt, Lt; matchFields by name), the selector of the RuntimeClass, taints and tolerations of both. Last, what the scheduler does not look
 * at: a node that names its runtime handlers, and not the one of the RuntimeClass, cannot start the pod. Pure. Sources: Kubernetes'
 * scheduler plugins NodeName, NodeAffinity and TaintToleration; kubernetes.io, "Runtime Class", NodeStatus.runtimeHandlers.
 */
enum wc_pod_miss wc_placement_misses(const struct wc_placement *placement, const struct wc_kube_node *node);

/* "3 lack the labels of its nodeSelector, 1 have a taint …": `misses` counts nodes by what keeps the pod away. Owned by `arena`. */
const char *wc_pod_misses_text(wc_arena *arena, const size_t misses[WC_POD_MISSES]);

/* "5 Windows nodes and 1 pool without a node": what a pod might land on. Owned by `arena`. */
const char *wc_windows_nodes_text(wc_arena *arena, size_t nodes, size_t empty_pools);

/* What is said of a pod for Windows that `count` Linux nodes would take, too: the scheduler does not look at spec.os.name. */
const char *wc_linux_too_text(wc_arena *arena, size_t count);

/* What is said of a pod that the scheduler may put on `count` nodes without its runtime handler. Owned by `arena`. */
const char *wc_no_handler_text(wc_arena *arena, size_t count, const struct wc_runtime_class *runtime_class);

/* Does a pod ask for a single node by name, or for one of the labels `keys` (`key_count`, in order)? */
bool wc_placement_asks(const struct wc_placement *placement, const char *const *keys, size_t key_count);

/* The label that the RuntimeClass and the pod want to have different values, so that the API server rejects the pod; or NULL. */
const char *wc_placement_conflict(const struct wc_placement *placement);

/* The value of a node's label, or NULL. */
const char *wc_kube_label(const struct wc_kube_node *node, const char *name);

/*
 * What a pod shows of the nodes that it is for: spec.os.name, its nodeSelector and that of its RuntimeClass, what its node affinity
 * requires, and hostProcess, which only Windows has. Nothing of it is guessed: a toleration or a user name shows no system.
 */
struct wc_pod_place {
	uint8_t os;               /* enum wc_os; WC_OS_UNKNOWN where nothing shows it */
	uint8_t isolation;        /* enum wc_isolation, by the handler of the RuntimeClass; WC_ISOLATION_DEFAULT without one */
	const char *const *build; /* values of the label node.kubernetes.io/windows-build, one of which its node has; */
	size_t build_count;       /* none: it says nothing of that */
};

/* What the placement shows. The list is owned by `arena`, its texts by the placement. */
struct wc_pod_place wc_placement_shows(wc_arena *arena, const struct wc_placement *placement);

#endif
