/* Descriptors on Windows: wide calls below the C library's descriptors, always binary. */
#include "io/descriptor.h"

#include "io/terminal.h"
#include "io/wide_path.h"

#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <string.h>
#include <sys/stat.h>
#include <wctype.h>
#include <windows.h>

/* Is the last part of the path one of the names that Windows keeps for devices ("NUL", "con.txt", "COM1:")? */
static bool
is_device_name(const wchar_t *path, const wchar_t *device)
{
	const wchar_t *name = path + wcslen(path);
	while (name > path && !wcschr(L"\\/", name[-1]))
		name--;
	size_t n = wcslen(device);
	if (_wcsnicmp(name, device, n) != 0)
		return false;
	name += n;
	while (*name == L' ')
		name++;
	return *name == L'\0' || *name == L'.' || *name == L':';
}

/* What a name says before anything is opened: devices have names, and "\\.\" and "\\?\pipe\" lead to nothing else. */
static bool
look_at_name(const wchar_t *path, struct wc_look *ret_look)
{
	static const wchar_t *const terminal[] = {L"CON", L"CONIN$"};
	static const wchar_t *const device[] = {L"PRN", L"AUX", L"CONOUT$", L"COM1", L"COM2", L"COM3", L"COM4", L"COM5", L"COM6", L"COM7",
		L"COM8", L"COM9", L"LPT1", L"LPT2", L"LPT3", L"LPT4", L"LPT5", L"LPT6", L"LPT7", L"LPT8", L"LPT9"};
	*ret_look = (struct wc_look){WC_LOOK_NULL, 0};
	if (is_device_name(path, L"NUL"))
		return true;
	ret_look->kind = WC_LOOK_UNSURE;
	for (size_t i = 0; i < sizeof(terminal) / sizeof(*terminal); i++)
		if (is_device_name(path, terminal[i]))
			return true;
	ret_look->kind = WC_LOOK_DEVICE;
	for (size_t i = 0; i < sizeof(device) / sizeof(*device); i++)
		if (is_device_name(path, device[i]))
			return true;
	return wcsncmp(path, L"\\\\.\\", 4) == 0 || _wcsnicmp(path, L"\\\\?\\pipe\\", 9) == 0;
}

bool
wc_look_path(const char *path, struct wc_look *ret_look)
{
	WIN32_FILE_ATTRIBUTE_DATA data;
	wc_arena *arena = wc_arena_new();
	const wchar_t *wide = wc_wide_path(arena, path);
	bool named = wide && look_at_name(wide, ret_look), found = false;
	if (wide && !named) {
		found = GetFileAttributesExW(wide, GetFileExInfoStandard, &data);
		if (!found)
			wc_windows_errno(GetLastError());
	}
	wc_arena_free(arena);
	if (found && data.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY)
		*ret_look = (struct wc_look){WC_LOOK_DIRECTORY, 0};
	else if (found)
		*ret_look = (struct wc_look){WC_LOOK_FILE, (int64_t)((uint64_t)data.nFileSizeHigh << 32 | data.nFileSizeLow)};
	return named || found;
}

bool
wc_look_open(int fd, struct wc_look *ret_look)
{
	HANDLE handle = (HANDLE)_get_osfhandle(fd);
	LARGE_INTEGER size;
	if (handle == INVALID_HANDLE_VALUE || handle == NULL) {
		errno = EBADF;
		return false;
	}
	switch (GetFileType(handle)) {
	case FILE_TYPE_DISK:
		*ret_look = (struct wc_look){WC_LOOK_FILE, GetFileSizeEx(handle, &size) ? size.QuadPart : 0};
		return true;
	case FILE_TYPE_PIPE: *ret_look = (struct wc_look){WC_LOOK_PIPE, 0}; return true;
	/* NUL is a character device too, and the only one besides a console that is let through by name. */
	case FILE_TYPE_CHAR: *ret_look = (struct wc_look){wc_terminal_is(fd) ? WC_LOOK_TERMINAL : WC_LOOK_NULL, 0}; return true;
	default: *ret_look = (struct wc_look){WC_LOOK_DEVICE, 0}; return true;
	}
}

static int
open_wide(const char *path, int flags)
{
	wc_arena *arena = wc_arena_new();
	const wchar_t *wide = wc_wide_path(arena, path);
	int fd = wide ? _wopen(wide, flags | _O_BINARY | _O_NOINHERIT, _S_IREAD | _S_IWRITE) : -1;
	int why = errno;
	wc_arena_free(arena);
	errno = why;
	return fd;
}

int
wc_open_read(const char *path, bool at_once)
{
	(void)at_once;
	return open_wide(path, _O_RDONLY);
}

int
wc_open_new(const char *path)
{
	return open_wide(path, _O_WRONLY | _O_CREAT | _O_EXCL);
}

int
wc_open_append(const char *path)
{
	return open_wide(path, _O_WRONLY | _O_CREAT | _O_APPEND);
}

/* The C library takes and gives an int. */
enum { MOST_AT_ONCE = 1024 * 1024 * 1024 };

int64_t
wc_read(int fd, void *bytes, size_t length)
{
	if (length > MOST_AT_ONCE)
		length = MOST_AT_ONCE;
	return wc_terminal_is(fd) ? wc_terminal_read(fd, bytes, length) : _read(fd, bytes, (unsigned)length);
}

int64_t
wc_write(int fd, const void *bytes, size_t length)
{
	if (length > MOST_AT_ONCE)
		length = MOST_AT_ONCE;
	return wc_terminal_is(fd) ? wc_terminal_write(fd, bytes, length) : _write(fd, bytes, (unsigned)length);
}

bool
wc_skip(int fd, int64_t length)
{
	return _lseeki64(fd, length, SEEK_CUR) >= 0;
}

bool
wc_rewind(int fd)
{
	return _lseeki64(fd, 0, SEEK_SET) == 0;
}

bool
wc_sync(int fd)
{
	return _commit(fd) == 0;
}

void
wc_close(int fd)
{
	_close(fd);
}

/* ReplaceFile keeps the access list of what stands there; where nothing does, the file is only renamed. */
bool
wc_replace(const char *from, const char *to)
{
	wc_arena *arena = wc_arena_new();
	const wchar_t *old = wc_wide_path(arena, from), *new = wc_wide_path(arena, to);
	bool done = old && new &&
	            (ReplaceFileW(new, old, NULL, REPLACEFILE_IGNORE_MERGE_ERRORS, NULL, NULL) ||
	             MoveFileExW(old, new, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH));
	if (old && new && !done)
		wc_windows_errno(GetLastError());
	wc_arena_free(arena);
	return done;
}

void
wc_remove(const char *path)
{
	wc_arena *arena = wc_arena_new();
	const wchar_t *wide = wc_wide_path(arena, path);
	if (wide)
		DeleteFileW(wide);
	wc_arena_free(arena);
}
