/* What a pod may land on: Nodes and RuntimeClasses alone, and what is told of nodes besides. */
#include "source/cluster/cluster.h"

#include "base/limits.h"
#include "io/file.h"
#include "source/host/readers.h"

bool
wc_cluster_nodes_read_bytes(const struct wc_reading *reading, const char *name, const char *bytes, size_t length,
                            struct wc_cluster *ret_cluster, struct wc_err *err)
{
	struct wc_cluster_reading *c = wc_cluster_start(reading, WC_CLUSTER_NODES);
	if (!wc_cluster_add(c, name, bytes, length, err))
		return false;
	struct wc_cluster cluster = wc_cluster_end(c);
	if (cluster.node_count + cluster.class_count == 0 && cluster.skipped) {
		wc_fail(err, WC_FAULT_INPUT, "%s: there is no Node and no RuntimeClass among its %zu object%s", name, cluster.skipped,
		        cluster.skipped == 1 ? "" : "s");
		return wc_hint(err, "write the file with `kubectl get nodes,runtimeclasses -o json`");
	}
	*ret_cluster = cluster;
	return true;
}

bool
wc_cluster_nodes_read(const struct wc_reading *reading, const char *path, struct wc_cluster *ret_cluster, struct wc_err *err)
{
	char *bytes;
	size_t length;
	wc_arena *own = wc_arena_new();
	bool good = wc_file_read(own, path, WC_LIMIT_TEXT_BYTES, &bytes, &length, err) &&
	            wc_cluster_nodes_read_bytes(reading, path, bytes, length, ret_cluster, err);
	wc_arena_free(own);
	return good;
}

bool
wc_kube_nodes_give(const struct wc_reading *reading, const char *facts, struct wc_kube_node *nodes, size_t count, struct wc_err *err)
{
	struct wc_host any = {.os = WC_OS_WINDOWS};
	if (!facts)
		return true;
	if (!wc_host_read_given(reading, facts, &any, 1, err)) /* also where there is no node yet */
		return wc_while(err, "--node-facts");
	for (size_t i = 0; i < count; i++) {
		struct wc_host *host = &nodes[i].host;
		if (host->os == WC_OS_WINDOWS && !wc_host_read_given(reading, facts, host, 1, err))
			return wc_while(err, "--node-facts, of %s", host->name);
	}
	return true;
}
