/* Excerpts: the line of a file at which a stretch stands. */
#ifndef WC_APP_SCAN_EXCERPT_H
#define WC_APP_SCAN_EXCERPT_H

#include "base/arena.h"
#include "model/workload.h"

/* The line that begins at `line` (NULL: there is none) in a text up to `end`, or so much of it around the stretch as is good to look at; owned by `arena`. */
struct wc_excerpt wc_excerpt_of(wc_arena *arena, const char *line, const char *end, const struct wc_stretch *at);

#endif
