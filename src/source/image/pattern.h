/* Patterns: the regular expressions of data/tags.yaml, compiled at first use and kept until the process ends. */
#ifndef WC_SOURCE_IMAGE_PATTERN_H
#define WC_SOURCE_IMAGE_PATTERN_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* The named groups that a pattern may have (data/FORMAT.md). */
enum wc_group {
	WC_GROUP_RELEASE,
	WC_GROUP_YEAR,
	WC_GROUP_VERSION,
	WC_GROUP_BUILD,
	WC_GROUP_INSIDER,
	WC_GROUP_SPAN,
	WC_GROUP_COUNT
};

/* A part of the text; `start` SIZE_MAX where the group took no part. */
struct wc_slice {
	size_t start, length;
};

struct wc_pattern;

/* What matching needs beside the pattern, for one thread at a time; NULL where memory is out. Free it with wc_scratch_free. */
struct wc_scratch;
struct wc_scratch *wc_scratch_new(void);
void wc_scratch_free(struct wc_scratch *scratch);

/*
 * The compiled form of `text`, the same for the same text; any thread may ask. NULL and `err` (WC_FAULT_INPUT) where it is no
 * PCRE2 pattern or has a group that nobody knows.
 */
const struct wc_pattern *wc_pattern_of(const char *text, struct wc_err *err);

/*
 * Searches `text` from the byte `from` on; on a match true, with where it begins and where its groups lie. A search that takes
 * too many steps (the limits are in the source) ends as no match.
 */
bool wc_pattern_search(const struct wc_pattern *pattern, struct wc_scratch *scratch, const char *text, size_t from,
                       size_t *ret_start, struct wc_slice ret_group[WC_GROUP_COUNT]);

#endif
