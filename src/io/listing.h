/* Listing a folder. */
#ifndef WC_IO_LISTING_H
#define WC_IO_LISTING_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The names in the folder `path` that end with `suffix` and do not begin with a dot, in the order of their bytes, owned by
 * `arena`. False and `err` where it cannot be read or holds more than WC_LIMIT_ENTRIES of them.
 */
bool wc_listing_read(wc_arena *arena, const char *path, const char *suffix, const char ***ret_names, size_t *ret_count,
                     struct wc_err *err);

/* Is told one name, which is gone afterwards; false ends the listing. */
typedef bool wc_listing_take(void *context, const char *name);

/*
 * Tells listing.c every name in the folder, in no order. False and errno where it cannot be opened. Pair: listing_posix.c,
 * listing_windows.c.
 */
bool wc_listing_walk(const char *path, wc_listing_take *take, void *context);

#endif
