/* The use case `audit`: what of a cluster's workloads runs on which of its nodes. */
#ifndef WC_APP_AUDIT_H
#define WC_APP_AUDIT_H

#include "app/gather.h"
#include "app/node_profiles.h"
#include "present/audit.h"

/* The user's own kubectl. Each NULL where nobody said it. */
struct wc_kubectl {
	const char *program; /* "kubectl" */
	const char *context, *kubeconfig, *name_space;
};

/* What is asked. */
struct wc_audit_asked {
	struct wc_gather how;
	struct wc_names files; /* what `kubectl get … -o json` printed; none: kubectl is asked */
	struct wc_names nodes; /* files of nodes, where the workloads come through kubectl: it is not asked for nodes then */
	struct wc_kubectl kubectl;
	const char *edition; /* --matrix, or NULL */
	wc_date as_of, today;
	struct wc_request request;
	struct wc_node_profiles profiles; /* what is told of pools of nodes beside what was read */
	const char *pause; /* the pause image of every node, or NULL: what the nodes have */
	bool explain;
};

/* Audits. False and `err` where nothing could be done. Owned by `arena`; *ret_images is for wc_say_inferred. */
bool wc_audit_run(wc_arena *arena, const struct wc_audit_asked *asked, struct wc_audit *ret_audit, const struct wc_gathered **ret_images,
                  size_t *ret_image_count, const struct wc_matrix_edition **ret_edition, struct wc_err *err);

/* Kinds that kubectl may not list. */
struct wc_audit_gaps {
	struct wc_audit_gap *item; /* with room for all kinds */
	size_t count;
};

/*
 * Reads nodes (`with_nodes`), RuntimeClasses and everything that makes pods through the user's kubectl, one kind at a time; nothing is changed.
 * What it may not list of the others is a gap, owned by `arena`, and the rest is read all the same. False and `err` where kubectl cannot be run or
 * reaches no cluster, or may not list nodes, or nothing that makes pods: it says what.
 */
struct wc_cluster_reading;
bool wc_kubectl_read(wc_arena *arena, const struct wc_kubectl *kubectl, bool with_nodes, unsigned timeout_seconds, struct wc_cluster_reading *cluster,
                     struct wc_audit_gaps *ret_gaps, struct wc_err *err);

#endif
