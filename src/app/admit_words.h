/* What an admission says to people: the message of a refusal, and warnings. Private to the use case. */
#ifndef WC_APP_ADMIT_WORDS_H
#define WC_APP_ADMIT_WORDS_H

#include "app/admit.h"

/* Nodes that may take the pod and are alike. */
struct wc_tried {
	const struct wc_host *host;
	const char *pool; /* they are none: the pool of this profile, which has no node now, and counts as one; or NULL */
	size_t nodes;
	uint8_t decision; /* enum wc_decision: of the worst image, */
	size_t image;     /* this one */
};

/* What was looked at. */
struct wc_admit_scene {
	const struct wc_admit *admit;
	const struct wc_admit_pod *pod;
	const struct wc_admit_place *place;
	const struct wc_gathered *const *images;
	struct wc_request request;
	const struct wc_tried *tried;
	size_t tried_count;
};

/* Fills in message, headline and warnings of a decision. Owned by `arena`. */
void wc_admit_say(wc_arena *arena, const struct wc_admit_scene *scene, struct wc_admitted *admitted);

#endif
