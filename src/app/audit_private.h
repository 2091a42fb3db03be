/* An audit under way, between reading the cluster, its images, where workloads land, and the rows. Private to the audit's files. */
#ifndef WC_APP_AUDIT_PRIVATE_H
#define WC_APP_AUDIT_PRIVATE_H

#include "app/audit.h"
#include "app/cluster.h"
#include "app/scan_judge.h"
#include "source/cluster/cluster.h"

/* What is known while rows are made. */
struct wc_auditing {
	wc_arena *arena;
	const struct wc_audit_asked *asked;
	const struct wc_view *view;
	struct wc_cluster cluster;
	struct wc_node_classes classes;
	struct wc_stands stands;
	struct wc_references images;
	struct wc_judge judge; /* for all workloads, where no policy asks who they are */
	struct wc_audit_class *class;
	int64_t started;              /* seconds since 1970 */
	size_t *landing;              /* by class: Windows nodes on which the workload may land */
	size_t misses[WC_POD_MISSES]; /* Windows nodes by what keeps it away */
	size_t nodes, empty;          /* Windows nodes, and pools of those that have none */
	size_t linux_too;             /* Linux nodes that the scheduler may put it on */
};

/* May the workload be for Windows? Where nothing shows it, it must be able to land on such a node, and then its image says so. */
bool wc_audit_may_be_windows(const struct wc_auditing *a, const struct wc_cluster_workload *w);

/* Is it for Windows: by itself, or by an image that is not for other systems alone and of which more is known than a tag? Images are read. */
bool wc_audit_is_windows(const struct wc_auditing *a, const struct wc_cluster_workload *w);

/* Is it for Windows alone: by itself, or by one of its images? Images are read. */
bool wc_audit_is_windows_alone(const struct wc_auditing *a, const struct wc_cluster_workload *w);

/*
 * Reads every image that may matter, pause images too, all at once, into `a->images`; `may_matter` is filled by workload. What fails is said
 * of each image.
 */
void wc_audit_images_read(struct wc_auditing *a, bool *may_matter);

/*
 * Notes the build of the pause image on each node: of an index, of the entry that the node's engine takes. Nodes are a copy then, owned by
 * the arena.
 */
void wc_audit_sandboxes_set(struct wc_auditing *a);

/*
 * Counts the Windows nodes of each class on which it may land, and what keeps it from others: `landing` to `linux_too`, anew for each
 * workload.
 */
void wc_audit_land(struct wc_auditing *a, const struct wc_placement *placement);

/* Why the workload lands nowhere, or cannot be judged, whatever its image; NULL where it can. After wc_audit_land; owned by the arena. */
const char *wc_audit_why_not(const struct wc_auditing *a, const struct wc_cluster_workload *w);

/* Where else the scheduler may put it, as a sentence, or NULL. After wc_audit_land; owned by the arena. */
const char *wc_audit_remark(const struct wc_auditing *a, const struct wc_cluster_workload *w);

/* The audit of all workloads that are for Windows, in order, and counts of the others and of images. Owned by the arena. */
struct wc_audit wc_audit_rows_make(struct wc_auditing *a, const bool *may_matter);

#endif
