/* Images that are fetched ahead of the pods that need them: round after round, while nobody else waits for one. */
#ifndef WC_APP_PREFETCH_H
#define WC_APP_PREFETCH_H

#include "app/lookups.h"
#include "base/text.h"

/* Start with .images.arena. */
struct wc_prefetch {
	struct wc_text images; /* names, one a line, that are gone through from `at` on */
	size_t at;
	uint64_t edition; /* of the objects that name them */
	int64_t next_round; /* wc_clock_ms */
};

/* Is it time to name the images anew? Then `images` is empty, to be filled. `edition` is another number where they have changed. */
bool wc_prefetch_round(struct wc_prefetch *prefetch, uint64_t edition);

/* Asks for the next images, as many as may be now. Returns for how many milliseconds there is nothing to do. */
unsigned wc_prefetch_go(struct wc_prefetch *prefetch, struct wc_lookups *lookups);

#endif
