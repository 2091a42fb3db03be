/* A profile while it is read. Private to the readers of profiles. */
#ifndef WC_SOURCE_CLUSTER_PROFILE_DRAFT_H
#define WC_SOURCE_CLUSTER_PROFILE_DRAFT_H

#include "source/cluster/profile.h"

/* The keys of a profile, in the order of their table. */
enum wc_profile_key {
	WC_PROFILE_NAME, WC_PROFILE_MATCH, WC_PROFILE_LABELS, WC_PROFILE_TAINTS, WC_PROFILE_PLATFORM, WC_PROFILE_OS_SKU, WC_PROFILE_HOST,
	WC_PROFILE_ENGINE, WC_PROFILE_SANDBOX, WC_PROFILE_HYPERV, WC_PROFILE_KEYS
};

struct wc_profile_draft {
	const struct wc_reading *reading;
	const char *file;
	struct wc_diags *diags;
	const struct wc_node *node;                   /* the profile */
	const struct wc_node *value[WC_PROFILE_KEYS]; /* what stands under its keys, each of the right kind; or NULL */
	const struct wc_platform *platform;           /* or NULL */
};

/* Adds a fault at `node`; `hint` may be NULL. */
__attribute__((format(printf, 4, 5))) void wc_profile_fault(const struct wc_profile_draft *draft, const struct wc_node *node, const char *hint,
                                                            const char *format, ...);

/* The text of a key, or NULL. */
const char *wc_profile_text(const struct wc_profile_draft *draft, enum wc_profile_key key);

/* Makes the node that stands for the pool: Windows, labels, taints, engine. Faults go to the draft's. */
struct wc_kube_node wc_profile_node(const struct wc_profile_draft *draft);

#endif
