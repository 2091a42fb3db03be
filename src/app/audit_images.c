/* The images of an audit: those of workloads, and the pause image of each node. */
#include "app/audit_private.h"

#include <stdlib.h>
#include <string.h>

/* Which image is the pause image of the node: what was said of all, or what the node has, unless a profile tells its build. */
static const char *
pause_of(const struct wc_auditing *a, const struct wc_kube_node *node)
{
	bool windows = node->host.os == WC_OS_WINDOWS, is_told = node->host.from.of[WC_HOST_SANDBOX] == WC_FROM_GIVEN;
	return !windows ? NULL : a->asked->pause ? a->asked->pause : is_told ? NULL : node->pause;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void
wc_audit_images_read(struct wc_auditing *a, bool *may_matter)
{
	size_t room = a->cluster.node_count, n = 0, kept = 0;
	for (size_t i = 0; i < a->cluster.workload_count; i++) {
		may_matter[i] = wc_audit_may_be_windows(a, &a->cluster.workloads[i]);
		room += a->cluster.workloads[i].image_count;
	}
	const char **names = wc_array(a->arena, const char *, room + 1);
	for (size_t i = 0; i < a->cluster.workload_count; i++)
		for (size_t k = 0; may_matter[i] && k < a->cluster.workloads[i].image_count; k++)
			names[n++] = a->cluster.workloads[i].images[k].reference;
	for (size_t i = 0; i < a->cluster.node_count; i++)
		if (pause_of(a, &a->cluster.nodes[i]))
			names[n++] = pause_of(a, &a->cluster.nodes[i]);
	if (n)
		qsort(names, n, sizeof(*names), by_text);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || strcmp(names[kept - 1], names[i]) != 0)
			names[kept++] = names[i];
	a->images = (struct wc_references){{names, kept}, kept ? wc_gather_references(a->arena, &a->asked->how, (struct wc_names){names, kept}) : NULL};
}

void
wc_audit_sandboxes_set(struct wc_auditing *a)
{
	struct wc_kube_node *nodes = wc_array(a->arena, struct wc_kube_node, a->cluster.node_count + 1);
	for (size_t i = 0; i < a->cluster.node_count; i++) {
		size_t picked;
		nodes[i] = a->cluster.nodes[i];
		const char *pause = pause_of(a, &nodes[i]);
		const struct wc_gathered *image = pause ? wc_references_find(&a->images, pause) : NULL;
		if (!image || image->error)
			continue;
		nodes[i].host.sandbox = wc_image_pick(a->view, &nodes[i].host, &image->image, &picked).version;
		nodes[i].host.from.of[WC_HOST_SANDBOX] = (uint8_t)(nodes[i].host.sandbox.build ? WC_FROM_INDEX : WC_FROM_NOWHERE);
	}
	a->cluster.nodes = nodes;
}
