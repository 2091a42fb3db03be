/* The cache that a command works with: where it lies, and the word about it afterwards. */
#ifndef WC_CLI_CACHE_H
#define WC_CLI_CACHE_H

#include "app/cache.h"
#include "cli/opt.h"

/* The row of --no-cache for option tables. */
#define WC_OPT_NO_CACHE {.name = "no-cache", .help = "ask registries anew, and keep nothing of what they say"}

/* Where the cache lies, by the environment; NULL where no variable says a place. Pair: _posix.c, _windows.c. */
const char *wc_cache_folder(wc_arena *arena);

/* The cache of a command that has the option --no-cache; NULL where it is set or there is no place. Nothing is touched yet. */
struct wc_cache *wc_cache_asked(wc_arena *arena, const struct wc_args *args);

/* Writes what waits, closes, and says on standard error what a person should know of it. NULL is allowed. */
void wc_cache_done(struct wc_cache *cache);

#endif
