/* Listing a folder on Windows. */
#include "io/listing.h"

#include "io/wide.h"
#include "io/wide_path.h"

#include <errno.h>
#include <windows.h>

static HANDLE
open_listing(wc_arena *arena, const char *path, WIN32_FIND_DATAW *entry)
{
	const wchar_t *pattern = wc_wide_path(arena, wc_printf(arena, "%s\\*", path));
	if (!pattern)
		return INVALID_HANDLE_VALUE;
	HANDLE listing = FindFirstFileW(pattern, entry);
	if (listing == INVALID_HANDLE_VALUE)
		wc_windows_errno(GetLastError());
	return listing;
}

bool
wc_listing_walk(const char *path, wc_listing_take *take, void *context)
{
	WIN32_FIND_DATAW entry;
	wc_arena *arena = wc_arena_new();
	HANDLE listing = open_listing(arena, path, &entry);
	bool is_open = listing != INVALID_HANDLE_VALUE, more = is_open;
	while (more)
		more = take(context, wc_narrow(arena, entry.cFileName, wcslen(entry.cFileName))) && FindNextFileW(listing, &entry);
	if (is_open)
		FindClose(listing);
	int why = errno;
	wc_arena_free(arena);
	errno = why;
	return is_open;
}
