/* Which kinds of Kubernetes objects hold pods, and where. */
#ifndef WC_SOURCE_WORKLOAD_KUBERNETES_H
#define WC_SOURCE_WORKLOAD_KUBERNETES_H

/* A kind, its API groups (divided by spaces; "" is the core group), and the path to its pod template ("": it is a pod itself). */
struct wc_pod_kind {
	const char *kind, *groups, *path;
};

/* The kind of that name in the group of `api_version` ("apps/v1"); NULL where it is none that holds pods. */
const struct wc_pod_kind *wc_pod_kind_find(const char *api_version, const char *kind);

#endif
