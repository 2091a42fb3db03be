/* Fuzz target: the objects of a cluster, and where each of its workloads may land. */
#include "fuzz.h"

#include "base/arena.h"
#include "policy/builtin.h"
#include "source/cluster/cluster.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	wc_arena *arena = wc_arena_new();
	struct wc_err err = {0};
	struct wc_reading reading = {.arena = arena, .program = &wc_builtin_program, .offline = true};
	const char *text = wc_copy(arena, (const char *)data, size);
	struct wc_cluster_reading *reader = wc_cluster_start(&reading, WC_CLUSTER_WHOLE);
	if (!wc_cluster_add(reader, "fuzz", text, size, &err))
		PROMISE(err.fault == WC_FAULT_INPUT && err.text[0] && err.hint[0]);
	struct wc_cluster cluster = wc_cluster_end(reader);
	for (size_t i = 0; i < cluster.workload_count; i++) {
		PROMISE(cluster.workloads[i].kind && cluster.workloads[i].name && cluster.workloads[i].name_space);
		for (size_t n = 0; n < cluster.node_count; n++) {
			enum wc_pod_miss miss = wc_placement_misses(&cluster.workloads[i].placement, &cluster.nodes[n]);
			PROMISE(miss < WC_POD_MISSES && (miss != WC_POD_FITS || !wc_placement_conflict(&cluster.workloads[i].placement)));
		}
	}
	for (size_t n = 0; n < cluster.node_count; n++)
		PROMISE(cluster.nodes[n].host.name);
	wc_arena_free(arena);
	return 0;
}
