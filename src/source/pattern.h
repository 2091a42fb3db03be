/* Patterns: the regular expressions of data/, compiled at first use and kept until the process ends. */
#ifndef WC_SOURCE_PATTERN_H
#define WC_SOURCE_PATTERN_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* The named groups that patterns of one file of data/ may have; a name may stand several times in a pattern. */
struct wc_groups {
	const char *const *name;
	size_t count;
	const char *hint; /* for whoever wrote another one */
	unsigned steps;   /* of one search, at most: what takes more ends as no match */
	bool often;       /* searched so often that it pays to compile to machine code, where the system can */
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
 * The compiled form of `text`, the same for the same text and groups; any thread may ask. `groups` is constant and lives on.
 * NULL and `err` (WC_FAULT_INPUT) where it is no PCRE2 pattern or has a group that is none of `groups`.
 */
const struct wc_pattern *wc_pattern_of(const struct wc_groups *groups, const char *text, struct wc_err *err);

/*
 * Searches the `length` bytes at `text` from the byte `from` on, upper and lower case being one; on a match true, with where
 * it lies and where its groups do (groups->count of them). A search that takes too many steps ends as no match.
 */
bool wc_pattern_search(const struct wc_pattern *pattern, struct wc_scratch *scratch, const char *text, size_t length, size_t from,
                       struct wc_slice *ret_whole, struct wc_slice *ret_group);

#endif
