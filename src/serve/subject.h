/* What a review is about. */
#ifndef WC_SERVE_SUBJECT_H
#define WC_SERVE_SUBJECT_H

#include "app/admit.h"
#include "serve/review.h"

/* A pod to decide about; something that passes; or something that cannot be understood, and review->problem says why. */
enum wc_review_found { WC_REVIEW_POD, WC_REVIEW_NOTHING, WC_REVIEW_FAULT };

struct wc_review_subject {
	const char *root;        /* where the pod's spec stands in the object: "/spec", or ""; of a workload nobody asks */
	struct wc_admit_pod pod; /* its spec, labels and images; of an update only images that were not there before */
	bool is_advice;          /* a workload: its pods will be asked about */
};

/* Finds the pod of a review. Owned by `arena`. */
enum wc_review_found wc_review_find(wc_arena *arena, struct wc_review *review, struct wc_review_subject *ret_subject);

#endif
