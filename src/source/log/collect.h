/* Collecting: what was found in a log so far, each finding once. */
#ifndef WC_SOURCE_LOG_COLLECT_H
#define WC_SOURCE_LOG_COLLECT_H

#include "base/arena.h"
#include "model/diagnosis.h"
#include "source/pattern.h"

/* Where a pattern fits: `whole` and the details by enum wc_detail lie in the `length` bytes at `text`, which stand on line `line` of the log. */
struct wc_hit {
	const char *text;
	size_t length;
	uint64_t line;
	struct wc_slice whole, detail[WC_DETAILS];
};

/* Counts the hit of an error, as a new finding or one more line of a known one; its details become context. */
void wc_collect_error(wc_arena *arena, struct wc_error_matches *all, const struct wc_error_text *error, const struct wc_hit *hit);

/* Adds the details of a clue to the context. */
void wc_collect_clue(wc_arena *arena, struct wc_error_matches *all, const struct wc_hit *hit);

#endif
