/* Spans: sets of whole numbers as sorted intervals, with the algebra that conditions need. */
#ifndef WC_POLICY_SITE_SPAN_H
#define WC_POLICY_SITE_SPAN_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* From `low` to `high`, both included. */
struct wc_span {
	int64_t low, high;
};

/* A set: `count` spans, ascending, with at least one number between two of them. Owned by the arena it was made with. */
struct wc_spans {
	const struct wc_span *span;
	size_t count;
};

/* One interval; the empty set where low > high. */
struct wc_spans wc_spans_of(wc_arena *arena, int64_t low, int64_t high);

struct wc_spans wc_spans_and(wc_arena *arena, struct wc_spans a, struct wc_spans b);
struct wc_spans wc_spans_or(wc_arena *arena, struct wc_spans a, struct wc_spans b);

/* What of low…high is not in `a`. */
struct wc_spans wc_spans_not(wc_arena *arena, struct wc_spans a, int64_t low, int64_t high);

bool wc_spans_have(struct wc_spans spans, int64_t value);
bool wc_spans_equal(struct wc_spans a, struct wc_spans b);

#endif
