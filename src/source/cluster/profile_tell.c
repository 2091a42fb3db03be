/* Profiles and a cluster: what nodes are told, and the nodes that stand for pools without any. */
#include "source/cluster/profile.h"
#include "source/host/host.h"

#include <string.h>

static bool
give(const struct wc_reading *reading, const struct wc_node_profile *profile, const char *facts, struct wc_kube_node *node, struct wc_err *err)
{
	if (!facts || wc_host_read_given(reading, facts, &node->host, 1, err))
		return true;
	return wc_while(err, "the profile %s, of the node %s", profile->name, node->host.name);
}

/* What the node does not tell of itself. Every engine of a node but Docker is asked through the Container Runtime Interface. */
static bool
tell_node(const struct wc_reading *reading, const struct wc_node_profile *profile, struct wc_kube_node *node, struct wc_err *err)
{
	bool names_engine = node->host.engine.kind != WC_ENGINE_UNKNOWN;
	if (!give(reading, profile, profile->facts, node, err) || (!names_engine && !give(reading, profile, profile->engine, node, err)))
		return false;
	if (!names_engine && (profile->engine || node->pool))
		node->host.engine.is_cri = node->host.engine.kind != WC_MOBY;
	node->pause = profile->pause ? profile->pause : node->pause;
	return true;
}

/* Has the node all the labels by which the profile knows its own? */
static bool
is_of(const struct wc_node_profile *profile, const struct wc_kube_node *node)
{
	struct wc_placement placement = {.selector = profile->match};
	return node->host.os == WC_OS_WINDOWS && wc_placement_misses(&placement, node) != WC_MISSES_SELECTOR;
}

/* Tells the nodes of the profile's pool, and says whether there is one. */
static bool
tell_known(const struct wc_reading *reading, const struct wc_node_profile *profile, struct wc_kube_node *nodes, size_t count, bool *ret_found,
           struct wc_err *err)
{
	for (size_t i = 0; i < count; i++) {
		if (!is_of(profile, &nodes[i]))
			continue;
		*ret_found = true;
		if (!tell_node(reading, profile, &nodes[i], err))
			return false;
	}
	return true;
}

bool
wc_node_profiles_tell(const struct wc_reading *reading, const struct wc_node_profiles *profiles, struct wc_cluster *cluster, struct wc_err *err)
{
	size_t known = cluster->node_count;
	if (profiles->count == 0)
		return true;
	struct wc_kube_node *nodes = wc_array(reading->arena, struct wc_kube_node, known + profiles->count + 1);
	if (known)
		memcpy(nodes, cluster->nodes, known * sizeof(*nodes));
	cluster->nodes = nodes;
	for (size_t i = 0; i < profiles->count; i++) {
		bool has_node = false;
		const struct wc_node_profile *profile = &profiles->item[i];
		if (!tell_known(reading, profile, nodes, known, &has_node, err))
			return false;
		if (has_node || profile->node.host.os != WC_OS_WINDOWS)
			continue;
		nodes[cluster->node_count] = profile->node;
		if (!tell_node(reading, profile, &nodes[cluster->node_count++], err))
			return false;
	}
	return true;
}

bool
wc_node_profile_is_idle(const struct wc_node_profile *profile, const struct wc_cluster *cluster)
{
	bool is_idle = profile->node.host.os != WC_OS_WINDOWS;
	for (size_t i = 0; i < cluster->node_count && is_idle; i++)
		is_idle = !is_of(profile, &cluster->nodes[i]);
	return is_idle;
}
