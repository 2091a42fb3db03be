/*
 * What a site tells of the pools of its nodes (`nodeProfiles` of wincompat.yaml): pools that may have no node now, and what a Node does
 * not say of itself.
 */
#ifndef WC_SOURCE_CLUSTER_PROFILE_H
#define WC_SOURCE_CLUSTER_PROFILE_H

#include "base/diag.h"
#include "source/cluster/cluster.h"

struct wc_node_profiles {
	const struct wc_node_profile *item;
	size_t count;
};

/*
 * Reads the list of profiles, owned by reading->arena; what platforms give by themselves is added from the program. False where something
 * of it is wrong: every fault goes to `diags`, with its place in `file`.
 */
bool wc_node_profiles_read(const struct wc_reading *reading, const char *file, const struct wc_node *list, struct wc_node_profiles *ret_profiles,
                           struct wc_diags *diags);

/*
 * Tells the cluster: nodes that match a profile get what it says (where several match, all of it; the later comes before the earlier),
 * and a profile that no node matches gets a node that stands for its pool, where it says which Windows that is. Owned by reading->arena.
 * False and `err` where a fact contradicts what a node says.
 */
bool wc_node_profiles_tell(const struct wc_reading *reading, const struct wc_node_profiles *profiles, struct wc_cluster *cluster, struct wc_err *err);

/* Does the profile tell nothing: no node of the cluster matches it, and it does not say which Windows its pool is? It may be mistyped. */
bool wc_node_profile_is_idle(const struct wc_node_profile *profile, const struct wc_cluster *cluster);

#endif
