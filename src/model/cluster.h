/* A Kubernetes cluster, as far as it says what may run where: nodes, RuntimeClasses, and the demands of pods. Plain data. */
#ifndef WC_MODEL_CLUSTER_H
#define WC_MODEL_CLUSTER_H

#include "base/arena.h"
#include "model/facts.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a taint does, or which ones a toleration is about (WC_TAINT_ANY: all). PreferNoSchedule keeps nothing away and is not read. */
#define WC_TAINT_WORDS(X) X(WC_TAINT_ANY, "") X(WC_NO_SCHEDULE, "NoSchedule") X(WC_NO_EXECUTE, "NoExecute")
enum wc_taint_effect { WC_TAINT_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_taint_words;

struct wc_node_taint {
	const char *key, *value; /* value: "" where there is none */
	uint8_t effect;          /* enum wc_taint_effect */
};

/*
 * Reads a taint as `kubectl taint` writes it, "os=windows:NoSchedule" or "os:NoExecute". Owned by `arena`. False where the text is none;
 * PreferNoSchedule, which keeps nothing away, is none.
 */
bool wc_taint_read(wc_arena *arena, const char *text, struct wc_node_taint *ret_taint);

/* Where no `key` is said every taint is tolerated; where `any_value` is set, whatever its value. */
struct wc_toleration {
	const char *key, *value; /* key: or NULL */
	uint8_t effect;          /* enum wc_taint_effect */
	bool any_value;
};

/* A node. Strings are owned by the arena of the reader. */
struct wc_kube_node {
	struct wc_host host; /* as `--host @FILE` reads it; host.problem says where it could not be read */
	const struct wc_label *labels; /* `label_count`, in order of names */
	size_t label_count;
	const struct wc_label *own; /* where the node stands for a pool of its like: `own_count` labels that are its own; else none */
	size_t own_count;
	const struct wc_node_taint *taints; /* without those that tell the moment's state (node.kubernetes.io/…), which pass */
	size_t taint_count;
	const char *pause; /* the pause image that it has, where it has one alone; or NULL */
	const char *const *handlers; /* `handler_count` runtime handlers that it names; none: it does not say */
	size_t handler_count;
	const char *pool;  /* it is none: it stands for the pool of this profile, of which no node is known now; or NULL */
};

/* The operators of node selectors. */
#define WC_NEED_WORDS(X) \
	X(WC_NEED_NONE, "") X(WC_NEED_IN, "In") X(WC_NEED_NOT_IN, "NotIn") X(WC_NEED_EXISTS, "Exists") \
	X(WC_NEED_DOES_NOT_EXIST, "DoesNotExist") X(WC_NEED_GT, "Gt") X(WC_NEED_LT, "Lt")
enum wc_need_operator { WC_NEED_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_need_words;

/* What is asked of one label of a node; of its name, where `is_name`. */
struct wc_need {
	const char *key;
	const char *const *values;
	size_t value_count;
	uint8_t operator; /* enum wc_need_operator; one that is none holds nowhere */
	bool is_name;
};

/* Needs that all hold. */
struct wc_needs {
	const struct wc_need *item;
	size_t count;
};

/* What a site tells of a pool of its nodes, of which there may be none now: one of the `nodeProfiles` of wincompat.yaml. */
struct wc_node_profile {
	const char *name;
	struct wc_needs match;    /* the labels that its nodes have */
	struct wc_kube_node node; /* stands for the pool where no node is known; of an unknown system where nothing says which Windows it is */
	const char *facts;        /* "sandbox=…,hyperv=yes", as --host takes them: what its nodes do not tell; or NULL */
	const char *engine;       /* "engine=…" likewise, for nodes that do not name theirs; or NULL */
	const char *pause;        /* its pause image, or NULL */
};

/* A RuntimeClass. */
struct wc_runtime_class {
	const char *name;
	const char *handler; /* "" where it says none */
	uint8_t isolation; /* enum wc_isolation, by its handler; WC_ISOLATION_DEFAULT where that says nothing */
	struct wc_needs selector;
	const struct wc_toleration *tolerations;
	size_t toleration_count;
};

/* Where a pod may land, as its spec and its RuntimeClass say. Zeroed it may land anywhere without taints. */
struct wc_placement {
	uint8_t os;        /* enum wc_os, as spec.os.name says: the kubelet asks for it, the scheduler does not */
	bool host_process; /* one of its containers is a HostProcess one */
	const char *node;  /* nodeName: there and nowhere else; or NULL */
	struct wc_needs selector;
	const struct wc_needs *terms; /* of the required node affinity: one of `term_count` holds */
	size_t term_count;
	bool has_terms; /* none of no terms holds */
	const struct wc_toleration *tolerations;
	size_t toleration_count;
	const struct wc_runtime_class *runtime_class; /* or NULL */
};

/* An image that a pod runs. */
struct wc_cluster_image {
	const char *reference;
	const char *name; /* of the container, or NULL */
	uint8_t part;     /* enum wc_pod_part, as a word: of source/workload/pod.h */
	bool host_process;
};

/* What runs pods: a Deployment, a bare Pod, …; not what one of them has made itself. */
struct wc_cluster_workload {
	const char *kind, *name_space, *name; /* name_space: "" where it says none */
	struct wc_placement placement;
	uint8_t os;        /* enum wc_os, as the pod shows it; WC_OS_UNKNOWN: nothing does */
	uint8_t isolation; /* enum wc_isolation, by the RuntimeClass */
	const char *missing_class; /* the RuntimeClass that it names and nobody told us of, or NULL */
	const struct wc_label *labels; /* of its pods: `label_count` */
	size_t label_count;
	const struct wc_cluster_image *images;
	size_t image_count;
};

struct wc_cluster {
	struct wc_kube_node *nodes; /* the reader's to give away: more may be told of them */
	const struct wc_runtime_class *classes;
	const struct wc_cluster_workload *workloads;
	size_t node_count, class_count, workload_count;
	size_t skipped; /* objects that are none of these */
};

#endif
