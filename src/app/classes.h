/* The nodes of a cluster, grouped: one decision serves all nodes that are alike. */
#ifndef WC_APP_CLASSES_H
#define WC_APP_CLASSES_H

#include "source/node_file.h"
#include "source/workload/pod_node.h"

/* One node of a class: its name, and the labels that are its own. */
struct wc_class_node {
	const char *name;
	const struct wc_label *own;
	size_t own_count;
};

/* Windows nodes with the same facts, labels and taints. */
struct wc_node_class {
	struct wc_host host;         /* named after the first of them */
	const struct wc_label *labels; /* in order of names */
	size_t label_count;
	const struct wc_taint *taints;
	size_t taint_count;
	const struct wc_class_node *nodes;
	size_t count;
};

/* Immutable once made; share it between threads. */
struct wc_classes {
	const struct wc_node_class *item;
	size_t count;
	size_t nodes;                  /* Windows nodes in all classes */
	size_t others;                 /* nodes of other systems */
	const char *const *problems;   /* nodes whose facts could not be read: "NAME: why" */
	size_t problem_count;
	const char *const *own_keys;   /* labels that tell single nodes apart, in order */
	size_t own_key_count;
	const struct wc_node *const *runtime_class; /* objects */
	size_t runtime_class_count;
};

/* Groups; owned by `arena`, into which all that is kept is copied. Labels of more than WC_LIMIT_OWN_VALUES values are a node's own. */
struct wc_classes wc_classes_make(wc_arena *arena, const struct wc_node_objects *objects);

/* The RuntimeClass called `name`, or NULL. */
const struct wc_node *wc_classes_runtime_class(const struct wc_classes *classes, const char *name);

/*
 * How many nodes of the class the scheduler would put the pod on, and in ret_misses (WC_POD_MISSES counters, added to) what kept it from
 * the others. `asks`: what wc_pod_asks says of own_keys; then each node is looked at.
 */
size_t wc_class_fits(const struct wc_node_class *class, const struct wc_node *spec, const struct wc_node *runtime_class, bool asks,
                     size_t ret_misses[WC_POD_MISSES]);

#endif
