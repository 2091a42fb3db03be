/* The use case of an admission hook: may this pod run on one of the nodes that it may land on? */
#ifndef WC_APP_ADMIT_H
#define WC_APP_ADMIT_H

#include "app/gather.h"
#include "app/pools.h"
#include "policy/decide.h"
#include "present/presenters.h"
#include "source/workload/kubernetes.h"
#include "source/workload/pod.h"

/* What every decision rests on. Immutable; share it between threads. */
struct wc_admit {
	const struct wc_program *program;
	const struct wc_view *view;
	struct wc_pools pools;     /* zeroed: no node is known */
	uint8_t purpose;           /* enum wc_purpose */
	bool strict;               /* every node that may take the pod must be able to run it */
	bool lacks_nodes;          /* there are nodes, and nobody has told of them yet: all is undetermined */
};

/* What is asked about: a pod, or the template of one. Borrowed. */
struct wc_admit_pod {
	const struct wc_node *spec;
	const struct wc_node *labels;       /* metadata.labels, or NULL */
	const char *name_space, *user;      /* or NULL */
	const struct wc_pod_image *images;  /* to judge; `image_count` */
	size_t image_count;
	wc_date today;
	bool every_node; /* a DaemonSet: it must run on every node that takes it */
};

/* Where it may land, known before any image is. */
struct wc_admit_place {
	struct wc_placement placement; /* with its RuntimeClass, where that is known */
	const char *unknown_class;     /* the RuntimeClass that it names and nobody knows, or NULL */
	struct wc_pod_place place;     /* with the system that its node shows, too */
};

/* Looks where the pod may land. Owned by `arena`. */
struct wc_admit_place wc_admit_place(wc_arena *arena, const struct wc_admit *admit, const struct wc_node *spec);

/* Windows nodes by what was found. `misses` counts those that may not take it by what keeps it away. */
struct wc_admit_counts {
	size_t eligible, able, unable, undetermined;
	size_t empty; /* of the eligible: pools that have no node now, each counted as one */
	size_t misses[WC_POD_MISSES];
	size_t linux_too; /* Linux nodes that the scheduler may put it on, where it is for Windows alone: none of those above */
};

/* The decision. Owned by the arena that it was made with. */
struct wc_admitted {
	bool is_windows;   /* false: nothing shows a Windows pod, and nothing more is said */
	uint8_t decision;  /* enum wc_decision */
	const char *message; /* unless allowed: what, why and what to do, in lines; else NULL */
	const char *headline; /* its first line, or NULL */
	const char *const *warnings; /* `warning_count` sentences */
	size_t warning_count;
	const char *rule, *mode; /* the rule that decided, and the isolation that it is about; or NULL */
	struct wc_request request;  /* as it was decided */
	const struct wc_answer *answers; /* `answer_count`, one for each image: the one that decided */
	size_t answer_count;
	const char *const *builds; /* `build_count` values of the label node.kubernetes.io/windows-build whose nodes can run it all */
	size_t build_count;
	struct wc_admit_counts nodes;
};

/* Decides. `images`: the facts of each of pod->images, or why they are not known. */
void wc_admit_decide(wc_arena *arena, const struct wc_admit *admit, const struct wc_admit_pod *pod, const struct wc_admit_place *place,
                     const struct wc_gathered *images, struct wc_admitted *ret_admitted);

#endif
