/* Consoles: ReadConsoleW and WriteConsoleW, with UTF-8 on our side. */
#include "io/terminal.h"

#include "base/utf8.h"
#include "io/wide_path.h"

#include <errno.h>
#include <io.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

/* Units read or written at once: old consoles refuse more than 64 KB. */
enum { UNITS = 4096, CTRL_Z = 0x1a };

static HANDLE
handle_of(int fd)
{
	return (HANDLE)_get_osfhandle(fd);
}

bool
wc_terminal_is(int fd)
{
	DWORD mode;
	HANDLE handle = handle_of(fd);
	return handle != INVALID_HANDLE_VALUE && handle != NULL && GetConsoleMode(handle, &mode);
}

/* What was typed and not yet asked for. */
static struct {
	char bytes[UNITS * 3];
	size_t length, at;
} typed;

static bool
read_line(HANDLE handle)
{
	wchar_t wide[UNITS];
	DWORD units = 0;
	if (!ReadConsoleW(handle, wide, UNITS - 1, &units, NULL)) {
		wc_windows_errno(GetLastError());
		return false;
	}
	/* A pair of surrogates is not torn: its second half is there already. */
	if (units && IS_HIGH_SURROGATE(wide[units - 1])) {
		DWORD more = 0;
		ReadConsoleW(handle, wide + units, 1, &more, NULL);
		units += more;
	}
	typed.at = typed.length = 0;
	if (units && wide[0] != CTRL_Z)
		typed.length = (size_t)WideCharToMultiByte(CP_UTF8, 0, wide, (int)units, typed.bytes, sizeof(typed.bytes), NULL, NULL);
	return true;
}

int64_t
wc_terminal_read(int fd, void *bytes, size_t length)
{
	if (typed.at == typed.length && !read_line(handle_of(fd)))
		return -1;
	size_t left = typed.length - typed.at, n = left < length ? left : length;
	memcpy(bytes, typed.bytes + typed.at, n);
	typed.at += n;
	return (int64_t)n;
}

/* How many of the bytes are whole characters; at most three more may be the start of one. */
static size_t
whole(const char *bytes, size_t length)
{
	size_t back = 0;
	while (back < 3 && back < length && ((unsigned char)bytes[length - 1 - back] & 0xc0) == 0x80)
		back++;
	if (back == length || ((unsigned char)bytes[length - 1 - back] & 0xc0) != 0xc0)
		return length;
	return wc_utf8_length(bytes + length - 1 - back, back + 1) ? length : length - 1 - back;
}

static bool
write_part(HANDLE handle, const char *bytes, size_t length)
{
	wchar_t wide[UNITS];
	int units = MultiByteToWideChar(CP_UTF8, 0, bytes, (int)length, wide, UNITS);
	for (DWORD at = 0, n; at < (DWORD)units; at += n) {
		if (!WriteConsoleW(handle, wide + at, (DWORD)units - at, &n, NULL) || n == 0) {
			wc_windows_errno(GetLastError());
			return false;
		}
	}
	return true;
}

int64_t
wc_terminal_write(int fd, const void *bytes, size_t length)
{
	const char *at = bytes;
	for (size_t left = length, n; left > 0; at += n, left -= n) {
		n = whole(at, left < UNITS ? left : UNITS);
		if (n == 0) /* a character that never ends: shown as what it is not */
			n = left < UNITS ? left : UNITS;
		if (!write_part(handle_of(fd), at, n))
			return -1;
	}
	return (int64_t)length;
}

static DWORD mode_before;

static void
restore_mode(void)
{
	SetConsoleMode(GetStdHandle(STD_OUTPUT_HANDLE), mode_before);
}

static BOOL WINAPI
on_break(DWORD event)
{
	(void)event;
	restore_mode();
	return FALSE; /* and the process ends, as it would without us */
}

bool
wc_terminal_colours(void)
{
	HANDLE out = GetStdHandle(STD_OUTPUT_HANDLE);
	DWORD mode;
	if (!GetConsoleMode(out, &mode))
		return false;
	if (mode & ENABLE_VIRTUAL_TERMINAL_PROCESSING)
		return true;
	mode_before = mode;
	if (!SetConsoleMode(out, mode | ENABLE_PROCESSED_OUTPUT | ENABLE_VIRTUAL_TERMINAL_PROCESSING))
		return false;
	SetConsoleCtrlHandler(on_break, TRUE);
	return atexit(restore_mode) == 0;
}
