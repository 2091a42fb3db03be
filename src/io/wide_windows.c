/* UTF-16 and UTF-8 by Windows' own conversion. */
#include "io/wide.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <windows.h>

wchar_t *
wc_wide(wc_arena *arena, const char *text)
{
	int units = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, text, -1, NULL, 0);
	if (units <= 0)
		return NULL;
	wchar_t *wide = wc_array(arena, wchar_t, units);
	return MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, text, -1, wide, units) == units ? wide : NULL;
}

char *
wc_narrow(wc_arena *arena, const wchar_t *text, size_t length)
{
	if (length == 0 || length > INT_MAX / 4)
		return wc_copy(arena, "", 0);
	int bytes = WideCharToMultiByte(CP_UTF8, 0, text, (int)length, NULL, 0, NULL, NULL);
	char *narrow = wc_alloc(arena, (size_t)bytes + 1);
	WideCharToMultiByte(CP_UTF8, 0, text, (int)length, narrow, bytes, NULL, NULL);
	return narrow;
}

/* The message in English, which the other messages are in; else in the language of the machine. */
static DWORD
message(DWORD code, wchar_t *wide, DWORD size)
{
	const DWORD how = FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS | FORMAT_MESSAGE_MAX_WIDTH_MASK;
	DWORD length = FormatMessageW(how, NULL, code, MAKELANGID(LANG_ENGLISH, SUBLANG_ENGLISH_US), wide, size, NULL);
	return length ? length : FormatMessageW(how, NULL, code, 0, wide, size, NULL);
}

const char *
wc_windows_error(unsigned long code, char buffer[WC_WINDOWS_ERROR_TEXT])
{
	wchar_t wide[WC_WINDOWS_ERROR_TEXT / 4];
	DWORD length = message(code, wide, sizeof(wide) / sizeof(*wide));
	while (length && (wide[length - 1] == L' ' || wide[length - 1] == L'.'))
		length--;
	int bytes = WideCharToMultiByte(CP_UTF8, 0, wide, (int)length, buffer, WC_WINDOWS_ERROR_TEXT - 32, NULL, NULL);
	buffer[bytes > 0 ? bytes : 0] = '\0';
	snprintf(buffer + strlen(buffer), 32, "%s(%lu)", bytes > 0 ? " " : "error ", code);
	return buffer;
}
