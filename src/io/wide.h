/* UTF-16, which Windows speaks, and UTF-8, which we speak; and what Windows says of its own errors. Windows only. */
#ifndef WC_IO_WIDE_H
#define WC_IO_WIDE_H

#include "base/arena.h"

#include <stddef.h>
#include <wchar.h>

/* `text` as UTF-16, NUL-terminated, owned by `arena`; NULL where it is not well-formed UTF-8. */
wchar_t *wc_wide(wc_arena *arena, const char *text);

/* `length` units as UTF-8, NUL-terminated, owned by `arena`; what is malformed becomes U+FFFD. */
char *wc_narrow(wc_arena *arena, const wchar_t *text, size_t length);

enum { WC_WINDOWS_ERROR_TEXT = 256 };

/* What Windows calls the error `code` (GetLastError), in English where it can, without a line's end: "Access is denied (5)". Returns `buffer`. */
const char *wc_windows_error(unsigned long code, char buffer[WC_WINDOWS_ERROR_TEXT]);

#endif
