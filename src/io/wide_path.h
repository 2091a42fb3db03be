/* Paths as Windows' calls take them. Windows only. */
#ifndef WC_IO_WIDE_PATH_H
#define WC_IO_WIDE_PATH_H

#include "base/arena.h"

#include <wchar.h>

/*
 * `path` (UTF-8, with '/' or '\') as UTF-16 owned by `arena`; a long one in the form "\\?\…" that has no limit of 260 units.
 * NULL, and errno is ENOENT, where it is no UTF-8: no file has such a name.
 */
wchar_t *wc_wide_path(wc_arena *arena, const char *path);

/* Sets errno to the nearest word for the error `code` (GetLastError). */
void wc_windows_errno(unsigned long code);

#endif
