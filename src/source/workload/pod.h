/* A Kubernetes pod spec: which images it runs. For files, and for pods that a cluster asks about. */
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

/* The images of a pod spec, in the order containers, init containers, ephemeral containers, volumes; owned by `arena`. */
const struct wc_pod_image *wc_pod_images(wc_arena *arena, const struct wc_node *spec, size_t *ret_count);

/* Is any container of the pod, or the pod itself, a HostProcess one? */
bool wc_pod_is_host_process(const struct wc_node *spec);

#endif
