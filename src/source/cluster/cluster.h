/*
 * Reading a cluster from its API's objects, and where its scheduler lets a pod land: for the audit of a cluster, for fleets and for
 * whoever answers for one pod at a time. Nothing is judged here.
 */
#ifndef WC_SOURCE_CLUSTER_CLUSTER_H
#define WC_SOURCE_CLUSTER_CLUSTER_H

#include "format/tree.h"
#include "model/cluster.h"
#include "source/sources.h"

/*
 * Reads a Node object into reading->arena; nothing of `object` is borrowed. A node whose facts are broken is read all the same, with
 * host.problem set: every verdict on it is `unknown`. `where` names the object in that problem.
 */
struct wc_kube_node wc_kube_node_read(const struct wc_reading *reading, const char *where, const struct wc_node *object);

/* Reads a RuntimeClass object into `arena`; nothing of `object` is borrowed. */
struct wc_runtime_class wc_runtime_class_read(wc_arena *arena, const struct wc_node *object);

/* Reads where the pod with this spec may land, into `arena`; nothing of `spec` is borrowed. `runtime_class`: that it names, or NULL. */
struct wc_placement wc_placement_read(wc_arena *arena, const struct wc_node *spec, const struct wc_runtime_class *runtime_class);

/*
 * May the pod land on the node? nodeName, nodeSelector, required node affinity (In, NotIn, Exists, DoesNotExist, Gt, Lt; matchFields
 * by name), taints and tolerations, and the same of the RuntimeClass. Pure. Source: kubernetes.io, "Assigning Pods to Nodes",
 * "Taints and Tolerations", "Runtime Class".
 */
bool wc_placement_allows(const struct wc_placement *placement, const struct wc_kube_node *node);

/* The label that the RuntimeClass and the pod want to have different values, so that the API server rejects the pod; or NULL. */
const char *wc_placement_conflict(const struct wc_placement *placement);

/* The value of a node's label, or NULL. */
const char *wc_cluster_label(const struct wc_kube_node *node, const char *name);

/* A cluster while it is read: text after text. */
struct wc_cluster_reading;

/* Starts; everything is owned by reading->arena. */
struct wc_cluster_reading *wc_cluster_start(const struct wc_reading *reading);

/*
 * Reads what `kubectl get … -o json` printed: Lists of any kinds, objects one after the other. `name` is for messages. False and `err`
 * where it is no JSON.
 */
bool wc_cluster_add(struct wc_cluster_reading *cluster, const char *name, const char *bytes, size_t length, struct wc_err *err);

/* Ends: RuntimeClasses are looked up, and what a workload has made itself (a Deployment's pods) is left out. */
struct wc_cluster wc_cluster_end(struct wc_cluster_reading *cluster);

#endif
