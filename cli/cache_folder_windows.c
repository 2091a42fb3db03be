/* Where the cache lies on Windows: with what belongs to this machine and does not roam. */
#include "cli/cache.h"

#include "cli/system.h"

const char *
wc_cache_folder(wc_arena *arena)
{
	const char *local = wc_system_variable(arena, "LOCALAPPDATA");
	return local && *local ? wc_printf(arena, "%s\\wincompat", local) : NULL;
}
