/* Stems: where one of many short texts stands. What a log is searched for before any pattern looks at it. */
#ifndef WC_SOURCE_LOG_STEMS_H
#define WC_SOURCE_LOG_STEMS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

struct wc_stems;

/* Prepares the search for `count` stems of at least 3 bytes each; upper and lower case are one (ASCII). Owned by `arena`, borrows the texts. */
const struct wc_stems *wc_stems_make(wc_arena *arena, const char *const *text, size_t count);

/*
 * The first place in bytes[from…length-1] where at least one stem begins, or SIZE_MAX. found[i] is set to true for each stem i
 * that begins there; the others are left alone.
 */
size_t wc_stems_find(const struct wc_stems *stems, const char *bytes, size_t length, size_t from, bool *found);

#endif
