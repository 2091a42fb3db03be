/* What a pod is changed to so that it lands where it can run: a JSON Patch (RFC 6902). */
#ifndef WC_SERVE_PATCH_H
#define WC_SERVE_PATCH_H

#include "serve/pin.h"
#include "serve/tolerate.h"

/* What the patch is made of. Borrowed. */
struct wc_patch {
	const struct wc_node *spec;
	const char *root; /* where it stands in the object: "/spec", or "" */
	bool is_new;      /* of a pod that is there already Kubernetes lets nothing be changed but its images */
	const struct wc_admit_place *place;
	const struct wc_admitted *admitted; /* with the tolerations */
	const struct wc_toleration *tolerations; /* `toleration_count` to add */
	size_t toleration_count;
	struct wc_pins pins;
};

/*
 * The patch of a Windows pod: node affinity `In` the builds that can run it, unless it asks for builds itself; spec.os.name where that
 * harms nothing; tolerations and pins. Paths hold keys of the API and numbers only, nothing of the user's that would have to be escaped.
 * NULL where nothing is to be changed, so that a second call changes nothing. Owned by `arena`.
 */
const char *wc_patch_make(wc_arena *arena, const struct wc_patch *patch);

#endif
