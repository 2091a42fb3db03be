/*
 * One kind of objects kept as an API server has them: what to ask next, and what an answer means. It lists page by page, then watches from
 * there, and lists anew where the server no longer knows that far back. Pure: requests are made elsewhere. Source: Kubernetes API concepts,
 * "Efficient detection of changes", and what client-go's reflector does.
 */
#ifndef WC_SOURCE_WATCH_REFLECTOR_H
#define WC_SOURCE_WATCH_REFLECTOR_H

#include "base/limits.h"
#include "source/watch/kinds.h"
#include "source/watch/objects.h"
#include "source/watch/split.h"

#include <stdint.h>

/* What became of it so far. */
struct wc_reflector_counts {
	uint64_t lists, watches; /* that were begun */
	uint64_t list_errors, watch_errors;
	uint64_t events;
};

struct wc_reflector {
	const struct wc_watched_kind *kind;
	struct wc_objects *objects;
	bool is_known;     /* a list was read to its end */
	bool watches;      /* what is asked next, or was last */
	char version[WC_LIMIT_CURSOR_BYTES + 1]; /* where to watch from, or of what age a list may be; "": the newest */
	char rest[WC_LIMIT_CURSOR_BYTES + 1];    /* the server's token for the next page, or "" */
	unsigned failures; /* in a row */
	struct wc_reflector_counts counts;
	/* of the answer that comes */
	wc_arena *arena;
	struct wc_split split;
	struct wc_text refusal; /* the body of an answer that is none of 200 */
	struct wc_err err;
	bool is_broken, is_gone; /* for `err`; it no longer knows that far back */
	size_t events;
};

/* Begins; `objects` is filled from now on. It owns nothing. */
void wc_reflector_begin(struct wc_reflector *reflector, const struct wc_watched_kind *kind, struct wc_objects *objects);

/*
 * The path and query to ask next, owned by `arena`, which stays until the answer is done; in ret_seconds how long the answer may take.
 * `random` is any number.
 */
const char *wc_reflector_ask(struct wc_reflector *reflector, wc_arena *arena, unsigned random, unsigned *ret_seconds);

/* Takes a piece of the answer. False: the rest is not wanted. */
bool wc_reflector_take(struct wc_reflector *reflector, unsigned status, const char *bytes, size_t length);

/* How an answer ended. */
struct wc_reflector_answer {
	const char *problem;  /* why no answer came, or NULL: it ended well, or was not wanted any more */
	unsigned status;
	unsigned retry_after; /* seconds that the server asks for, or 0 */
	int64_t lasted_ms;
};

/* The answer is done. Returns how many milliseconds to wait before the next; ret_err->fault is WC_FAULT_NONE where nothing failed. */
unsigned wc_reflector_done(struct wc_reflector *reflector, const struct wc_reflector_answer *answer, unsigned random, struct wc_err *ret_err);

#endif
