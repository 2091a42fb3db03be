/* Paths on Windows: UTF-16, long ones in the form without a limit; errors as errno. */
#include "io/wide_path.h"

#include "io/wide.h"

#include <errno.h>
#include <stdlib.h>
#include <windows.h>

/* From here on names need the long form: a folder must leave room for a name of 8.3 below it. */
enum { LONGEST = MAX_PATH - 12 };

wchar_t *
wc_wide_path(wc_arena *arena, const char *path)
{
	static const wchar_t prefix[] = L"\\\\?\\", share[] = L"\\\\?\\UNC\\";
	wchar_t *wide = wc_wide(arena, path);
	if (!wide) {
		errno = ENOENT;
		return NULL;
	}
	if (wcslen(wide) < LONGEST || wcsncmp(wide, L"\\\\?\\", 4) == 0 || wcsncmp(wide, L"\\\\.\\", 4) == 0)
		return wide;
	DWORD room = GetFullPathNameW(wide, 0, NULL, NULL);
	wchar_t *full = wc_array(arena, wchar_t, room + sizeof(share) / sizeof(*share));
	wchar_t *whole = full + sizeof(share) / sizeof(*share);
	if (room == 0 || GetFullPathNameW(wide, room, whole, NULL) == 0)
		return wide;
	/* "\\server\share" loses its two backslashes to the prefix. */
	const wchar_t *head = whole[0] == L'\\' && whole[1] == L'\\' ? share : prefix;
	wchar_t *start = (head == share ? whole + 2 : whole) - wcslen(head);
	wmemcpy(start, head, wcslen(head));
	return start;
}

void
wc_windows_errno(unsigned long code)
{
	switch (code) {
	case ERROR_FILE_NOT_FOUND:
	case ERROR_PATH_NOT_FOUND:
	case ERROR_INVALID_NAME:
	case ERROR_INVALID_DRIVE:
	case ERROR_BAD_PATHNAME:
	case ERROR_BAD_NETPATH:
	case ERROR_BAD_NET_NAME:
	case ERROR_NO_UNICODE_TRANSLATION: errno = ENOENT; break;
	case ERROR_ACCESS_DENIED:
	case ERROR_SHARING_VIOLATION:
	case ERROR_LOCK_VIOLATION:
	case ERROR_PRIVILEGE_NOT_HELD: errno = EACCES; break;
	case ERROR_FILE_EXISTS:
	case ERROR_ALREADY_EXISTS: errno = EEXIST; break;
	case ERROR_DIRECTORY: errno = ENOTDIR; break;
	case ERROR_DISK_FULL:
	case ERROR_HANDLE_DISK_FULL: errno = ENOSPC; break;
	case ERROR_NOT_ENOUGH_MEMORY:
	case ERROR_OUTOFMEMORY: errno = ENOMEM; break;
	case ERROR_BROKEN_PIPE:
	case ERROR_NO_DATA: errno = EPIPE; break;
	default: errno = EIO; break;
	}
}
