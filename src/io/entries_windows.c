/* Entries of a folder on Windows. */
#include "io/entries.h"

#include "io/wide.h"
#include "io/wide_path.h"

#include <string.h>
#include <windows.h>

static HANDLE
open_folder(wc_arena *arena, const char *path, WIN32_FIND_DATAW *entry)
{
	const wchar_t *pattern = wc_wide_path(arena, wc_printf(arena, "%s\\*", path));
	return pattern ? FindFirstFileW(pattern, entry) : INVALID_HANDLE_VALUE;
}

/* Links and mount points are "reparse points": they are not followed. */
static enum wc_entry_kind
kind_of(const WIN32_FIND_DATAW *entry)
{
	if (entry->dwFileAttributes & (FILE_ATTRIBUTE_REPARSE_POINT | FILE_ATTRIBUTE_DEVICE))
		return WC_ENTRY_OTHER;
	return entry->dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY ? WC_ENTRY_FOLDER : WC_ENTRY_FILE;
}

bool
wc_entries_read(wc_arena *arena, const char *path, struct wc_entry **ret_entries, size_t *ret_count, struct wc_err *err)
{
	struct wc_entry *entries = NULL;
	size_t count = 0;
	WIN32_FIND_DATAW found;
	HANDLE folder = open_folder(arena, path, &found);
	if (folder == INVALID_HANDLE_VALUE) {
		wc_windows_errno(GetLastError());
		return wc_entries_fail(path, err);
	}
	do {
		const char *name = wc_narrow(arena, found.cFileName, wcslen(found.cFileName));
		if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
			entries = wc_entries_add(arena, entries, &count, (struct wc_entry){name, kind_of(&found)});
	} while (FindNextFileW(folder, &found));
	FindClose(folder);
	wc_entries_sort(entries, count);
	*ret_entries = entries;
	*ret_count = count;
	return true;
}
