/* Which workloads of a cluster are for Windows: by themselves, by the node that they name, or by their images. */
#include "app/audit_private.h"

#include "source/workload/pod.h"

#include <string.h>

bool
wc_audit_may_be_windows(const struct wc_auditing *a, const struct wc_cluster_workload *w)
{
	if (w->os)
		return w->os == WC_OS_WINDOWS;
	for (size_t i = 0; i < a->cluster.node_count; i++)
		if (a->cluster.nodes[i].host.os == WC_OS_WINDOWS && wc_placement_misses(&w->placement, &a->cluster.nodes[i]) == WC_POD_FITS)
			return true;
	return false;
}

/* Does it name a Windows node? */
static bool
names_windows(const struct wc_auditing *a, const struct wc_cluster_workload *w)
{
	for (size_t i = 0; w->placement.node && i < a->cluster.node_count; i++)
		if (a->cluster.nodes[i].host.os == WC_OS_WINDOWS && !a->cluster.nodes[i].pool && strcmp(a->cluster.nodes[i].host.name, w->placement.node) == 0)
			return true;
	return false;
}

bool
wc_audit_is_windows(const struct wc_auditing *a, const struct wc_cluster_workload *w)
{
	if (w->os)
		return w->os == WC_OS_WINDOWS;
	if (names_windows(a, w))
		return true;
	for (size_t i = 0; i < w->image_count; i++) {
		const struct wc_gathered *image = wc_references_find(&a->images, w->images[i].reference);
		bool shown = !image->error && (image->image.os == WC_OS_WINDOWS || image->image.entry_count);
		if (shown && !wc_image_is_elsewhere(&image->image))
			return true;
	}
	return false;
}

bool
wc_audit_is_windows_alone(const struct wc_auditing *a, const struct wc_cluster_workload *w)
{
	bool alone = w->os == WC_OS_WINDOWS;
	for (size_t i = 0; i < w->image_count && !alone; i++) {
		const struct wc_gathered *image = wc_references_find(&a->images, w->images[i].reference);
		alone = w->images[i].part != WC_POD_VOLUME && !image->error && wc_image_is_for_windows(&image->image);
	}
	return alone;
}
