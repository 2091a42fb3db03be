/* The kinds of objects that are watched: where an API server lists them, and what is kept of each. */
#ifndef WC_SOURCE_WATCH_KINDS_H
#define WC_SOURCE_WATCH_KINDS_H

#include "format/tree.h"

/*
 * What counts of an object, as a text that is the same as long as that is, so that a node's heartbeat changes nothing; owned by `arena`.
 * NULL: nothing of it counts.
 */
typedef const char *wc_reduce(wc_arena *arena, const struct wc_node *object);

struct wc_watched_kind {
	const char *path;     /* on an API server */
	const char *resource; /* as roles name it */
	wc_reduce *reduce;
};

/* Nodes and RuntimeClasses, by which pods are judged, come first; then workloads, whose images are fetched ahead. */
enum { WC_WATCHED_NODES, WC_WATCHED_CLASSES, WC_WATCHED_JUDGED, WC_WATCHED_KINDS = 6 };
extern const struct wc_watched_kind wc_watched_kinds[WC_WATCHED_KINDS];

#endif
