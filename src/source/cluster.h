/* A cluster as its own objects tell it: Nodes and RuntimeClasses, from a file. */
#ifndef WC_SOURCE_CLUSTER_H
#define WC_SOURCE_CLUSTER_H

#include "format/tree.h"
#include "source/sources.h"

/* One Node. */
struct wc_cluster_node {
	struct wc_host host;
	const char *name;
	const struct wc_node *labels, *taints; /* as the object has them, or NULL */
	const char *problem;                   /* why its facts could not be read, or NULL */
};

struct wc_cluster_objects {
	struct wc_cluster_node *node; /* `node_count`, in order */
	size_t node_count;
	const struct wc_node **runtime_class; /* `runtime_class_count` objects */
	size_t runtime_class_count;
};

/*
 * Reads the file at `path`: a Node, a NodeList, a List, or several documents of these, as JSON or YAML; also RuntimeClasses, other
 * kinds are passed over. Nodes that are not ready are nodes. A list may be empty. Owned by reading->arena. False and `err` where it
 * cannot be read, or is something else.
 */
bool wc_cluster_read(const struct wc_reading *reading, const char *path, struct wc_cluster_objects *ret_objects, struct wc_err *err);

/* The same for `length` bytes in memory; `name` is for messages. */
bool wc_cluster_read_bytes(const struct wc_reading *reading, const char *name, const char *bytes, size_t length,
                           struct wc_cluster_objects *ret_objects, struct wc_err *err);

/*
 * Adds the facts "key=value,key=value" of --host to each Windows node: what a Node does not tell of itself. NULL adds none. False and
 * `err` where they are none.
 */
bool wc_cluster_give(const struct wc_reading *reading, const char *facts, struct wc_cluster_objects *objects, struct wc_err *err);

#endif
