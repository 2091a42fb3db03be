/* Gathering: the facts of every host and every image that was named. */
#ifndef WC_APP_GATHER_H
#define WC_APP_GATHER_H

#include "base/arena.h"
#include "base/err.h"
#include "model/facts.h"
#include "model/program.h"
#include "source/sources.h"

#include <stdbool.h>
#include <stddef.h>

/* Names as the user gave them. */
struct wc_names {
	const char *const *item;
	size_t count;
};

/* How to read. */
struct wc_gather {
	const struct wc_program *program;
	bool offline; /* no network: references are inferred from their tag */
	bool infer;   /* inference allowed where a registry cannot answer */
	bool thorough; /* read every config, also where the index says enough */
	unsigned timeout_seconds; /* the longest that registries and engines may take; 0: no limit beside that of each request */
	int64_t deadline;         /* when that is over (wc_clock_ms); 0: it is counted from each call below */
	wc_environment *environment;       /* NULL: no variable is set */
	struct wc_registry *registry;      /* registries are asked through it; NULL: they cannot be asked */
	const struct wc_blob_cache *cache; /* or NULL */
};

/* What sources are given to read by `how`, into `arena`. */
struct wc_reading wc_gather_reading(wc_arena *arena, const struct wc_gather *how);

/* An image that was named: its facts, or why it could not be read (then at least `image.reference` is set). */
struct wc_gathered {
	struct wc_image image;
	const struct wc_err *error;    /* or NULL */
	bool is_silent;                /* error: its registry did not answer; else it did, or was not asked */
	int64_t age;                   /* seconds since its registry said so, where that is longer than wanted; else 0 (lookups.h) */
	const struct wc_err *inferred; /* why its cached manifest or its tag was read instead of its registry, or NULL */
};

/* "facts of sha256:0123456789ab read 3 hours ago were used", of facts that are `age` seconds old. Owned by `arena`. */
const char *wc_old_facts_words(wc_arena *arena, const struct wc_image *image, int64_t age);

/* The same, or that the tag was taken, of an image that was inferred. */
const char *wc_inferred_words(wc_arena *arena, const struct wc_gathered *image);

/* A copy of `how` whose time runs from now on: for hosts and images that share it. */
struct wc_gather wc_gather_timed(const struct wc_gather *how);

/*
 * Reads the hosts of every SPEC, in order, into one array owned by `arena`. The first that cannot be read ends it: false and
 * `err`. No SPEC means `local`.
 */
bool wc_gather_hosts(wc_arena *arena, const struct wc_gather *how, struct wc_names specs, struct wc_host **ret_hosts,
                     size_t *ret_count, struct wc_err *err);

/* Reads every image, in order; `names.count` of them, owned by `arena`. One that cannot be read does not stop the others. */
struct wc_gathered *wc_gather_images(wc_arena *arena, const struct wc_gather *how, struct wc_names names);

/*
 * Reads a list of references, one a line: blank lines and what follows a # are passed over, CRLF is fine. `path` "-" is
 * standard input. False and `err` where it cannot be read or a line is too long or holds more than one word.
 */
bool wc_gather_list(wc_arena *arena, const char *path, struct wc_names *ret_names, struct wc_err *err);

#endif
