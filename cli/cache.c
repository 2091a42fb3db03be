/* The cache of a command. */
#include "cli/cache.h"

#include "cli/say.h"

struct wc_cache *
wc_cache_asked(wc_arena *arena, const struct wc_args *args)
{
	return wc_opt_flag(args, "no-cache") ? NULL : wc_cache_in(arena, wc_cache_folder(arena));
}

void
wc_cache_done(struct wc_cache *cache)
{
	wc_cache_close(cache);
	if (wc_cache_word(cache))
		wc_say_error(wc_cache_word(cache));
}
