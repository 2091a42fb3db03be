/* AdmissionReview (admission.k8s.io/v1 and v1beta1): a request as it came, and the answer. */
#ifndef WC_SERVE_REVIEW_H
#define WC_SERVE_REVIEW_H

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "format/tree.h"

#include <stdbool.h>
#include <stddef.h>

/* A request. Strings and trees are owned by the arena it was read with; what was not said is NULL. */
struct wc_review {
	const char *api_version; /* "admission.k8s.io/v1": the answer has the same */
	const char *uid;
	const char *operation;   /* "CREATE" */
	const char *kind, *kind_version; /* "Deployment", "apps/v1" of the object */
	const char *sub_resource;
	const char *name, *name_space, *user;
	bool is_dry;
	const struct wc_node *object, *old_object; /* maps, or NULL */
	const char *problem; /* why it cannot be understood, or NULL */
};

/*
 * Reads a request. False and `err` where not even its uid can be read. One that has a uid and is wrong otherwise is read, too, with
 * its `problem`.
 */
bool wc_review_read(wc_arena *arena, const char *body, size_t length, struct wc_review *ret_review, struct wc_err *err);

/* The answer. Borrowed. */
struct wc_review_answer {
	bool is_allowed;
	const char *message; /* where it is not */
	const char *const *warnings; /* `warning_count` of them, of any length: they are cut to what Kubernetes takes */
	size_t warning_count;
	const char *decision, *rule, *mode, *edition, *image_age; /* audit annotations, or NULL */
	const char *patch; /* a JSON Patch, or NULL */
};

/* Writes the whole AdmissionReview. */
void wc_review_write(struct wc_text *out, const struct wc_review *review, const struct wc_review_answer *answer);

#endif
