/* wc_folder_read on Windows: every folder on the way is held open, so that none can be put in its place meanwhile. */
#include "io/folder.h"

#include "io/wide_path.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <windows.h>

/* Folders on the way that are held; no image layout has more than three. */
enum { DEEPEST = 16 };

struct way {
	HANDLE held[DEEPEST];
	size_t count;
};

static bool
fail(struct wc_err *err, const char *folder, const char *name, const char *why)
{
	wc_fail(err, WC_FAULT_INPUT, "%.300s/%.200s: %s", folder, name, why);
	return wc_hint(err, "the copy is damaged or was altered; copy it again");
}

static bool
open_fail(struct wc_err *err, const char *folder, const char *name)
{
	wc_windows_errno(GetLastError());
	wc_fail(err, WC_FAULT_INPUT, "%.300s/%.200s: %s", folder, name, strerror(errno));
	return wc_hint(err, "check the permissions of the file and of the folders above it");
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
static bool
is_plain(HANDLE handle, bool folder)
{
	BY_HANDLE_FILE_INFORMATION about;
	if (GetFileType(handle) != FILE_TYPE_DISK || !GetFileInformationByHandle(handle, &about))
		return false;
	bool is_folder = (about.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
	return is_folder == folder && !(about.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT);
}

static bool
refuse_link(struct wc_err *err, const char *folder, const char *name)
{
	fail(err, folder, name, "is reached through a link or is no folder, and links are not followed here");
	return wc_hint(err, "copy the layout so that it holds the files themselves (skopeo copy)");
}

/* Holds the folders of `name` below `folder`. *ret_there is false where one of them does not exist. */
static bool
walk(wc_arena *arena, struct way *way, const char *folder, const char *name, bool *ret_there, struct wc_err *err)
{
	*ret_there = true;
	for (const char *slash = strchr(name, '/'); slash; slash = strchr(slash + 1, '/')) {
		if (way->count == DEEPEST)
			return fail(err, folder, name, "lies too deep");
		HANDLE handle = open_itself(arena, wc_printf(arena, "%s/%.*s", folder, (int)(slash - name), name));
		if (handle == INVALID_HANDLE_VALUE) {
			*ret_there = GetLastError() != ERROR_FILE_NOT_FOUND && GetLastError() != ERROR_PATH_NOT_FOUND;
			return !*ret_there || open_fail(err, folder, name);
		}
		way->held[way->count++] = handle;
		if (!is_plain(handle, true))
			return refuse_link(err, folder, name);
	}
	return true;
}

static bool
read_all(HANDLE file, char *bytes, size_t length)
{
	for (DWORD n; length > 0; bytes += n, length -= n)
		if (!ReadFile(file, bytes, length < 1 << 30 ? (DWORD)length : 1 << 30, &n, NULL) || n == 0)
			return false;
	return true;
}

static bool
read_file(wc_arena *arena, HANDLE file, const char *folder, const char *name, size_t most, char **ret_bytes,
          size_t *ret_length, struct wc_err *err)
{
	LARGE_INTEGER size;
	if (!is_plain(file, false) || !GetFileSizeEx(file, &size))
		return fail(err, folder, name, "is no regular file");
	if ((uint64_t)size.QuadPart > most) {
		wc_fail(err, WC_FAULT_INPUT, "%.300s/%.200s: holds %lld bytes; at most %zu are read here", folder, name,
		        (long long)size.QuadPart, most);
		return wc_hint(err, "no file of its kind is that large; copy it again");
	}
	size_t length = (size_t)size.QuadPart;
	char *bytes = wc_alloc(arena, length + 1);
	if (!read_all(file, bytes, length))
		return fail(err, folder, name, "could not be read to its end");
	*ret_bytes = bytes;
	*ret_length = length;
	return true;
}

/* The file itself; one that is not there is no failure. */
static bool
read_below(wc_arena *arena, const char *folder, const char *name, size_t most, char **ret_bytes, size_t *ret_length,
           struct wc_err *err)
{
	HANDLE file = open_itself(arena, wc_printf(arena, "%s/%s", folder, name));
	if (file == INVALID_HANDLE_VALUE && (GetLastError() == ERROR_FILE_NOT_FOUND || GetLastError() == ERROR_PATH_NOT_FOUND)) {
		*ret_bytes = NULL;
		*ret_length = 0;
		return true;
	}
	if (file == INVALID_HANDLE_VALUE)
		return open_fail(err, folder, name);
	bool is_read = read_file(arena, file, folder, name, most, ret_bytes, ret_length, err);
	CloseHandle(file);
	return is_read;
}

bool
wc_folder_read(wc_arena *arena, const char *folder, const char *name, size_t most, char **ret_bytes, size_t *ret_length,
               struct wc_err *err)
{
	struct way way = {.count = 0};
	bool there = false, done = false;
	if (strpbrk(name, "\\:")) /* another separator, and the mark of a second stream of a file */
		return fail(err, folder, name, "is no name of an image layout");
	if (walk(arena, &way, folder, name, &there, err)) {
		done = !there || read_below(arena, folder, name, most, ret_bytes, ret_length, err);
		if (!there) {
			*ret_bytes = NULL;
			*ret_length = 0;
		}
	}
	while (way.count)
		CloseHandle(way.held[--way.count]);
	return done;
}
