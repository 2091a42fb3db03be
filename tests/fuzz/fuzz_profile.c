/* Fuzz target: nodeProfiles, told to a cluster of two nodes. What is wrong is said with its place; what is right tells nodes. */
#include "fuzz.h"

#include "policy/builtin.h"
#include "source/cluster/profile.h"

#include <string.h>

static const char nodes[] =
	"{\"kind\":\"List\",\"items\":[{\"kind\":\"Node\",\"metadata\":{\"name\":\"a\",\"labels\":{\"pool\":\"x\"}},\"status\":{\"nodeInfo\":"
	"{\"operatingSystem\":\"windows\",\"architecture\":\"amd64\",\"kernelVersion\":\"10.0.1.5\",\"containerRuntimeVersion\":\"containerd://1.7.1\"}}},"
	"{\"kind\":\"Node\",\"metadata\":{\"name\":\"b\"},\"status\":{\"nodeInfo\":{\"operatingSystem\":\"linux\"}}}]}";

static void
tell_nodes(const struct wc_reading *reading, const struct wc_node_profiles *profiles)
{
	struct wc_cluster cluster;
	struct wc_err err = {0};
	PROMISE(wc_cluster_nodes_read_bytes(reading, "nodes", nodes, sizeof(nodes) - 1, &cluster, &err));
	if (!wc_node_profiles_tell(reading, profiles, &cluster, &err)) {
		PROMISE(err.fault == WC_FAULT_INPUT && err.text[0]);
		return;
	}
	PROMISE(cluster.node_count >= 2 && cluster.node_count <= 2 + profiles->count);
	for (size_t i = 2; i < cluster.node_count; i++) {
		const struct wc_kube_node *node = &cluster.nodes[i];
		PROMISE(node->pool && node->host.name && node->host.os == WC_OS_WINDOWS && node->host.version.build);
		for (size_t k = 1; k < node->label_count; k++)
			PROMISE(strcmp(node->labels[k - 1].name, node->labels[k].name) < 0);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	wc_arena *arena = wc_arena_new();
	struct wc_err err = {0};
	struct wc_diags diags = {.arena = arena};
	struct wc_node_profiles profiles;
	const struct wc_node *documents;
	struct wc_reading reading = {.arena = arena, .program = &wc_builtin_program, .offline = true};
	const char *text = wc_copy(arena, (const char *)data, size);
	if (wc_yaml_read(arena, "fuzz", text, size, &documents, &err)) {
		if (wc_node_profiles_read(&reading, "fuzz", documents->child, &profiles, &diags))
			tell_nodes(&reading, &profiles);
		else
			PROMISE(diags.count && diags.first->text[0] && diags.first->line);
	}
	wc_arena_free(arena);
	return 0;
}
