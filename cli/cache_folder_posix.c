/* Where the cache lies on POSIX systems: the XDG base directory specification. */
#include "cli/cache.h"

#include "cli/system.h"

const char *
wc_cache_folder(wc_arena *arena)
{
	const char *cache = wc_system_variable(arena, "XDG_CACHE_HOME"), *home = wc_system_variable(arena, "HOME");
	if (cache && cache[0] == '/')
		return wc_printf(arena, "%s/wincompat", cache);
	return home && home[0] == '/' ? wc_printf(arena, "%s/.cache/wincompat", home) : NULL;
}
