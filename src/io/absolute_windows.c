/* Absolute paths by GetFullPathName. */
#include "io/absolute.h"

#include "io/wide.h"

#include <windows.h>

const char *
wc_absolute(wc_arena *arena, const char *path)
{
	const wchar_t *wide = wc_wide(arena, path);
	DWORD room = wide ? GetFullPathNameW(wide, 0, NULL, NULL) : 0;
	wchar_t *whole = room ? wc_array(arena, wchar_t, room) : NULL;
	DWORD length = whole ? GetFullPathNameW(wide, room, whole, NULL) : 0;
	return length && length < room ? wc_narrow(arena, whole, length) : wc_copyz(arena, path);
}
