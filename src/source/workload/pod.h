/* A Kubernetes pod spec: which images it runs, and on which nodes. For files, and for pods that a cluster asks about. */
#ifndef WC_SOURCE_WORKLOAD_POD_H
#define WC_SOURCE_WORKLOAD_POD_H

#include "format/tree.h"
#include "model/words.h"

#include <stdint.h>

/* What of a pod names an image. */
#define WC_POD_PART_WORDS(X) \
	X(WC_POD_CONTAINER, "container") X(WC_POD_INIT_CONTAINER, "init container") \
	X(WC_POD_EPHEMERAL_CONTAINER, "ephemeral container") X(WC_POD_VOLUME, "volume")
enum wc_pod_part { WC_POD_PART_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_pod_part_words;

/* One image of a pod. */
struct wc_pod_image {
	const struct wc_node *reference; /* the string that names it */
	const char *name;                /* of the container or volume, or NULL */
	uint8_t part;                    /* enum wc_pod_part */
	bool host_process;
};

/*
 * Where a pod may run, as far as it says: spec.os.name, its nodeSelector and that of its RuntimeClass, what its node affinity
 * requires, and hostProcess, which only Windows has. Nothing of it is guessed: a toleration or a user name shows no system.
 */
struct wc_pod_place {
	uint8_t os;                         /* enum wc_os; WC_OS_UNKNOWN where nothing shows it */
	uint8_t isolation;                  /* enum wc_isolation, by the handler of the RuntimeClass; WC_ISOLATION_DEFAULT without one */
	const struct wc_node *const *build; /* values of the label node.kubernetes.io/windows-build, one of which its node has; */
	size_t build_count;                 /* none: it says nothing of that */
};

/* The images of a pod spec, in the order containers, init containers, ephemeral containers, volumes; owned by `arena`. */
const struct wc_pod_image *wc_pod_images(wc_arena *arena, const struct wc_node *spec, size_t *ret_count);

/* Where the pod may run. `runtime_class` is the RuntimeClass object that it names, or NULL where that is not known. */
struct wc_pod_place wc_pod_place(wc_arena *arena, const struct wc_node *spec, const struct wc_node *runtime_class);

/*
 * The isolation (enum wc_isolation) that a RuntimeClass's handler gives, by the handlers of containerd's stock configuration; one of
 * another name, and NULL, say nothing: WC_ISOLATION_DEFAULT.
 */
uint8_t wc_handler_isolation(const char *handler);

/* Is any container of the pod, or the pod itself, a HostProcess one? */
bool wc_pod_is_host_process(const struct wc_node *spec);

#endif
