/* Where a workload of an audit may land, and why not elsewhere. */
#include "app/audit_private.h"

#include "source/workload/pod.h"

#include <string.h>

/* One node, or one stand of nodes, that it may land on or not. */
static void
land_on(struct wc_auditing *a, const struct wc_placement *placement, const struct wc_kube_node *node, uint32_t class, size_t nodes)
{
	enum wc_pod_miss miss = wc_placement_misses(placement, node);
	if (node->host.os == WC_OS_WINDOWS) {
		a->misses[miss] += nodes;
		a->landing[class] += miss == WC_POD_FITS ? nodes : 0;
		*(node->pool ? &a->empty : &a->nodes) += nodes;
	} else if (node->host.os == WC_OS_LINUX && miss == WC_POD_FITS && !placement->node) {
		a->linux_too += nodes;
	}
}

void
wc_audit_land(struct wc_auditing *a, const struct wc_placement *placement)
{
	memset(a->landing, 0, (a->classes.count + 1) * sizeof(*a->landing));
	memset(a->misses, 0, sizeof(a->misses));
	a->linux_too = a->nodes = a->empty = 0;
	if (placement->node) /* stands do not tell such names apart */
		for (size_t i = 0; i < a->cluster.node_count; i++)
			land_on(a, placement, &a->cluster.nodes[i], a->classes.of_node[i], 1);
	else
		for (size_t i = 0; i < a->stands.count; i++)
			land_on(a, placement, a->stands.item[i].node, a->stands.item[i].class, a->stands.item[i].nodes);
}

const char *
wc_audit_why_not(const struct wc_auditing *a, const struct wc_cluster_workload *w)
{
	const char *label = wc_placement_conflict(&w->placement);
	if (w->missing_class)
		return wc_printf(a->arena, "its RuntimeClass %s is not among what was read", w->missing_class);
	if (label)
		return wc_printf(a->arena, "its RuntimeClass %s and its own nodeSelector want different values of the label %s: the API server rejects such pods",
		                 w->placement.runtime_class->name, label);
	if (a->nodes + a->empty == 0)
		return "there is no Windows node";
	if (a->misses[WC_POD_FITS])
		return NULL;
	return wc_printf(a->arena, "none of the %s may take it: %s", wc_windows_nodes_text(a->arena, a->nodes, a->empty), wc_pod_misses_text(a->arena, a->misses));
}

const char *
wc_audit_remark(const struct wc_auditing *a, const struct wc_cluster_workload *w)
{
	size_t without = a->misses[WC_MISSES_HANDLER];
	const char *linux_too = a->linux_too && wc_audit_is_windows_alone(a, w) ? wc_linux_too_text(a->arena, a->linux_too) : NULL;
	const char *no_handler = without ? wc_no_handler_text(a->arena, without, w->placement.runtime_class) : NULL;
	return linux_too && no_handler ? wc_printf(a->arena, "%s; %s", linux_too, no_handler) : linux_too ? linux_too : no_handler;
}
