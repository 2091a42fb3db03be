/* wc_folder_open on Windows: every folder on the way is held open, so that none can be put in its place meanwhile. */
#include "io/folder.h"

#include "io/wide_path.h"

#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <stdint.h>
#include <string.h>
#include <windows.h>

/* Folders on the way that are held; no image layout has more than three. */
enum { DEEPEST = 16 };

struct way {
	HANDLE held[DEEPEST];
	size_t count;
};

static enum wc_folder_opened
why_not(void)
{
	DWORD why = GetLastError();
	wc_windows_errno(why);
	return why == ERROR_FILE_NOT_FOUND || why == ERROR_PATH_NOT_FOUND ? WC_FOLDER_ABSENT : WC_FOLDER_FAILED;
}

/* The thing itself, not what it leads to; without FILE_SHARE_DELETE nobody can move it away while it is open. */
static HANDLE
open_itself(wc_arena *arena, const char *path)
{
	const wchar_t *wide = wc_wide_path(arena, path);
	if (!wide) {
		SetLastError(ERROR_INVALID_NAME);
		return INVALID_HANDLE_VALUE;
	}
	return CreateFileW(wide, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING,
	                   FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT, NULL);
}

/* Is it a plain folder or file, as asked? Links and mount points are "reparse points". */
static enum wc_folder_opened
look_at(HANDLE handle, bool folder)
{
	BY_HANDLE_FILE_INFORMATION about;
	if (GetFileType(handle) != FILE_TYPE_DISK || !GetFileInformationByHandle(handle, &about))
		return WC_FOLDER_IRREGULAR;
	if (about.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT)
		return WC_FOLDER_LINK;
	bool is_folder = (about.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
	return is_folder == folder ? WC_FOLDER_OPENED : folder ? WC_FOLDER_LINK : WC_FOLDER_IRREGULAR;
}

/* Holds the folders of `name` below `folder`. */
static enum wc_folder_opened
walk(wc_arena *arena, struct way *way, const char *folder, const char *name)
{
	enum wc_folder_opened opened = WC_FOLDER_OPENED;
	const char *slash = strchr(name, '/');
	for (; opened == WC_FOLDER_OPENED && slash; slash = strchr(slash + 1, '/')) {
		if (way->count == DEEPEST)
			return WC_FOLDER_BAD_NAME;
		HANDLE handle = open_itself(arena, wc_printf(arena, "%s/%.*s", folder, (int)(slash - name), name));
		if (handle == INVALID_HANDLE_VALUE)
			return why_not();
		way->held[way->count++] = handle;
		opened = look_at(handle, true);
	}
	return opened;
}

/* The file itself, as a descriptor. */
static enum wc_folder_opened
open_last(wc_arena *arena, const char *folder, const char *name, int *ret_fd)
{
	HANDLE file = open_itself(arena, wc_printf(arena, "%s/%s", folder, name));
	if (file == INVALID_HANDLE_VALUE)
		return why_not();
	enum wc_folder_opened opened = look_at(file, false);
	int fd = opened == WC_FOLDER_OPENED ? _open_osfhandle((intptr_t)file, _O_RDONLY | _O_BINARY | _O_NOINHERIT) : -1;
	if (fd < 0) {
		CloseHandle(file);
		return opened == WC_FOLDER_OPENED ? WC_FOLDER_FAILED : opened;
	}
	*ret_fd = fd;
	return WC_FOLDER_OPENED;
}

enum wc_folder_opened
wc_folder_open(wc_arena *arena, const char *folder, const char *name, int *ret_fd)
{
	struct way way = {.count = 0};
	if (strpbrk(name, "\\:")) /* another separator, and the mark of a second stream of a file */
		return WC_FOLDER_BAD_NAME;
	enum wc_folder_opened opened = walk(arena, &way, folder, name);
	if (opened == WC_FOLDER_OPENED)
		opened = open_last(arena, folder, name, ret_fd);
	while (way.count)
		CloseHandle(way.held[--way.count]);
	return opened;
}
