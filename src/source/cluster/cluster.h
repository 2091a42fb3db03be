/*
 * Reading a cluster from its API's objects: for the audit of a cluster, and for whoever answers for one pod at a time. Nothing is judged
 * here.
 */
#ifndef WC_SOURCE_CLUSTER_CLUSTER_H
#define WC_SOURCE_CLUSTER_CLUSTER_H

#include "base/intern.h"
#include "model/cluster.h"
#include "source/cluster/placement.h"
#include "source/sources.h"

/*
 * Reads a Node object into reading->arena, the words of its labels into `words`; nothing of `object` is borrowed. A node whose facts are broken is read all the same, with
 * host.problem set: every verdict on it is `unknown`. `where` names the object in that problem.
 */
struct wc_kube_node wc_kube_node_read(const struct wc_reading *reading, struct wc_interned *words, const char *where, const struct wc_node *object);

/*
 * Adds the facts "key=value,key=value" of --host to each Windows node: what a Node does not tell of itself. NULL adds none. False and
 * `err` where they are none.
 */
bool wc_kube_nodes_give(const struct wc_reading *reading, const char *facts, struct wc_kube_node *nodes, size_t count, struct wc_err *err);

/* What of a cluster is read: all of it, or what a pod may land on; its workloads are skipped then. */
enum wc_cluster_part { WC_CLUSTER_WHOLE, WC_CLUSTER_NODES };

/* A cluster while it is read: text after text. */
struct wc_cluster_reading;

/* Starts; everything is owned by reading->arena. */
struct wc_cluster_reading *wc_cluster_start(const struct wc_reading *reading, enum wc_cluster_part part);

/*
 * Reads what `kubectl get … -o json` or `-o yaml` printed: Lists of any kinds, objects one after the other, documents of these. Nodes
 * that are not ready are nodes. `name` is for messages. False and `err` where it is neither.
 */
bool wc_cluster_add(struct wc_cluster_reading *cluster, const char *name, const char *bytes, size_t length, struct wc_err *err);

/* Ends: RuntimeClasses are looked up, and what a workload has made itself (a Deployment's pods) is left out. */
struct wc_cluster wc_cluster_end(struct wc_cluster_reading *cluster);

/* Reads Nodes and RuntimeClasses alone, from the file at `path`. A list may be empty. False and `err` where it holds neither. */
bool wc_cluster_nodes_read(const struct wc_reading *reading, const char *path, struct wc_cluster *ret_cluster, struct wc_err *err);

/* The same for `length` bytes in memory; `name` is for messages. */
bool wc_cluster_nodes_read_bytes(const struct wc_reading *reading, const char *name, const char *bytes, size_t length,
                                 struct wc_cluster *ret_cluster, struct wc_err *err);

#endif
