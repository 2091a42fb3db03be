/* Listing a folder on Windows. */
#include "io/listing.h"

#include "base/limits.h"
#include "io/wide.h"
#include "io/wide_path.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

/* Suffixes are compared as they are written, as everywhere else. */
static bool
wanted(const char *name, const char *suffix)
{
	size_t n = strlen(name), m = strlen(suffix);
	return name[0] != '.' && n > m && strcmp(name + n - m, suffix) == 0;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The array `names`, of `count` items, with room for twice as many. */
static const char **
grown(wc_arena *arena, const char **names, size_t count)
{
	const char **more = wc_array(arena, const char *, count ? 2 * count : 16);
	if (count)
		memcpy(more, names, count * sizeof(*more));
	return more;
}

static HANDLE
open_listing(wc_arena *arena, const char *path, WIN32_FIND_DATAW *entry)
{
	const wchar_t *pattern = wc_wide_path(arena, wc_printf(arena, "%s\\*", path));
	return pattern ? FindFirstFileW(pattern, entry) : INVALID_HANDLE_VALUE;
}

bool
wc_listing_read(wc_arena *arena, const char *path, const char *suffix, const char ***ret_names, size_t *ret_count,
                struct wc_err *err)
{
	const char **names = NULL;
	size_t count = 0;
	WIN32_FIND_DATAW entry;
	HANDLE listing = open_listing(arena, path, &entry);
	if (listing == INVALID_HANDLE_VALUE) {
		wc_windows_errno(GetLastError());
		wc_fail(err, WC_FAULT_INPUT, "cannot read the folder %.400s: %s", path, strerror(errno));
		return wc_hint(err, "check its name and its permissions");
	}
	do {
		const char *name = wc_narrow(arena, entry.cFileName, wcslen(entry.cFileName));
		if (!wanted(name, suffix))
			continue;
		if (count == 0 || (count >= 16 && (count & (count - 1)) == 0))
			names = grown(arena, names, count);
		names[count++] = name;
	} while (count <= WC_LIMIT_ENTRIES && FindNextFileW(listing, &entry));
	FindClose(listing);
	if (count > WC_LIMIT_ENTRIES)
		return wc_fail(err, WC_FAULT_INPUT, "the folder %.400s holds more than %d files", path, WC_LIMIT_ENTRIES);
	if (count)
		qsort(names, count, sizeof(*names), by_name);
	*ret_names = names;
	*ret_count = count;
	return true;
}
