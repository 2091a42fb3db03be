/* Tolerations that /mutate may add: which taints are tolerated is the operator's word, whether that helps is found out. */
#ifndef WC_SERVE_TOLERATE_H
#define WC_SERVE_TOLERATE_H

#include "app/admit.h"

enum { WC_MOST_TOLERATIONS = 16 };

/* Reads one of `kubectl taint`'s form. False and `err` where the text is none, or names an effect that keeps nobody away. Owned by `arena`. */
bool wc_toleration_read(wc_arena *arena, const char *text, struct wc_toleration *ret_toleration, struct wc_err *err);

/* A pod, what is known of its images, and what was decided of it as it is. */
struct wc_tolerate {
	const struct wc_admit *admit;
	const struct wc_admit_pod *pod;
	const struct wc_admit_place *place;
	const struct wc_gathered *images;
	const struct wc_admitted *admitted;
};

/*
 * Of `count` tolerations those that the pod needs to come to more nodes that can run it, into `ret_needed` (room for `count`); none where
 * it would come to one that cannot, too. `ret_admitted` is what is decided of the pod with them; untouched where there are none.
 */
size_t wc_tolerations_needed(wc_arena *arena, const struct wc_tolerate *asked, const struct wc_toleration *tolerations, size_t count,
                             struct wc_toleration *ret_needed, struct wc_admitted *ret_admitted);

/* Will the patch bind the pod to builds, where there are some that can run it? Not where it says itself where it goes. */
bool wc_patch_binds_builds(const struct wc_admit_place *place);

#endif
