/* The program's own files on Windows. Folders below a profile are this user's already; nothing is added to their access lists. */
#include "io/state.h"

#include "base/arena.h"
#include "io/clock.h"
#include "io/descriptor.h"
#include "io/wide_path.h"

#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <string.h>
#include <windows.h>

enum { LOCK_PAUSE = 5 };

static bool
refuse(const char *path, const char *why, struct wc_err *err)
{
	return wc_fail(err, WC_FAULT_SYSTEM, "cannot use %.400s: %s", path, why);
}

static bool
make_folder(wc_arena *arena, const char *path)
{
	const wchar_t *wide = wc_wide_path(arena, path);
	if (!wide)
		return false;
	if (CreateDirectoryW(wide, NULL) || GetLastError() == ERROR_ALREADY_EXISTS)
		return true;
	wc_windows_errno(GetLastError());
	return false;
}

/* Makes the folders of `path` one after the other; one above that cannot be made may be there all the same ("C:", a share). */
static bool
make_folders(wc_arena *arena, const char *path)
{
	char *part = wc_copyz(arena, path);
	for (char *at = part; (at = strpbrk(at + 1, "\\/"));) {
		char separator = *at;
		*at = '\0';
		make_folder(arena, part);
		*at = separator;
	}
	return make_folder(arena, part);
}

bool
wc_state_folder(const char *path, struct wc_err *err)
{
	struct wc_look look;
	if (wc_look_path(path, &look))
		return look.kind == WC_LOOK_DIRECTORY || refuse(path, "it is no folder", err);
	wc_arena *arena = wc_arena_new();
	bool made = make_folders(arena, path);
	int why = errno;
	wc_arena_free(arena);
	return made || refuse(path, strerror(why), err);
}

bool
wc_state_parent(const char *path, struct wc_err *err)
{
	size_t length = strlen(path);
	while (length > 0 && !strchr("\\/:", path[length - 1]))
		length--;
	wc_arena *arena = wc_arena_new();
	bool made = wc_state_folder(length ? wc_copy(arena, path, length) : ".", err);
	wc_arena_free(arena);
	return made;
}

/* The file itself, made where it is missing; a link is opened as what it is. */
static HANDLE
open_file(const char *path, DWORD share)
{
	wc_arena *arena = wc_arena_new();
	const wchar_t *wide = wc_wide_path(arena, path);
	HANDLE file = INVALID_HANDLE_VALUE;
	if (wide) {
		file = CreateFileW(wide, GENERIC_READ | GENERIC_WRITE, share, NULL, OPEN_ALWAYS,
		                   FILE_ATTRIBUTE_NORMAL | FILE_FLAG_OPEN_REPARSE_POINT, NULL);
		if (file == INVALID_HANDLE_VALUE)
			wc_windows_errno(GetLastError());
	}
	wc_arena_free(arena);
	return file;
}

bool
wc_state_file(const char *path, struct wc_err *err)
{
	BY_HANDLE_FILE_INFORMATION about;
	HANDLE file = open_file(path, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE);
	if (file == INVALID_HANDLE_VALUE)
		return refuse(path, strerror(errno), err);
	bool regular = GetFileType(file) == FILE_TYPE_DISK && GetFileInformationByHandle(file, &about) &&
	               !(about.dwFileAttributes & (FILE_ATTRIBUTE_DIRECTORY | FILE_ATTRIBUTE_REPARSE_POINT));
	CloseHandle(file);
	return regular || refuse(path, "it is no regular file", err);
}

int
wc_state_open(const char *path)
{
	HANDLE file = open_file(path, FILE_SHARE_READ);
	if (file == INVALID_HANDLE_VALUE)
		return -1;
	if (SetEndOfFile(file))
		return _open_osfhandle((intptr_t)file, _O_WRONLY | _O_BINARY | _O_NOINHERIT);
	wc_windows_errno(GetLastError());
	CloseHandle(file);
	return -1;
}

int64_t
wc_state_size(const char *path)
{
	struct wc_look look;
	return wc_look_path(path, &look) && look.kind == WC_LOOK_FILE ? look.size : -1;
}

bool
wc_state_is_free(const char *path)
{
	wc_arena *arena = wc_arena_new();
	const wchar_t *wide = wc_wide_path(arena, path);
	bool is_free = wide && GetFileAttributesW(wide) == INVALID_FILE_ATTRIBUTES && GetLastError() == ERROR_FILE_NOT_FOUND;
	wc_arena_free(arena);
	return is_free;
}

uint64_t
wc_state_identity(const char *path)
{
	(void)path;
	return 1;
}

/* A file that is not shared is a lock, and ends with the process. */
int
wc_state_lock(const char *path, int64_t milliseconds)
{
	int64_t end = wc_clock_ms() + milliseconds;
	HANDLE file;
	while ((file = open_file(path, 0)) == INVALID_HANDLE_VALUE) {
		if (errno != EACCES || wc_clock_ms() >= end)
			return -1;
		Sleep(LOCK_PAUSE);
	}
	return _open_osfhandle((intptr_t)file, _O_RDWR | _O_BINARY | _O_NOINHERIT);
}

void
wc_state_unlock(int lock)
{
	if (lock >= 0)
		_close(lock);
}

bool
wc_state_rename(const char *from, const char *to)
{
	return wc_replace(from, to);
}

void
wc_state_remove(const char *path)
{
	wc_remove(path);
}
