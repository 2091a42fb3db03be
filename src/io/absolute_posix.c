/* Absolute paths by realpath. */
#include "io/absolute.h"

#include <stdlib.h>

const char *
wc_absolute(wc_arena *arena, const char *path)
{
	char *whole = realpath(path, NULL);
	const char *copy = wc_copyz(arena, whole ? whole : path);
	free(whole);
	return copy;
}
