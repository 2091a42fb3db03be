/* wc_err: filling in one failure, and adding context on its way up. */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool
wc_fail(struct wc_err *err, enum wc_fault fault, const char *format, ...)
{
	if (!err)
		return false;
	va_list args;
	va_start(args, format);
	err->fault = fault;
	err->hint[0] = '\0';
	vsnprintf(err->text, sizeof(err->text), format, args);
	va_end(args);
	return false;
}

bool
wc_hint(struct wc_err *err, const char *format, ...)
{
	if (!err)
		return false;
	va_list args;
	va_start(args, format);
	vsnprintf(err->hint, sizeof(err->hint), format, args);
	va_end(args);
	return false;
}

bool
wc_while(struct wc_err *err, const char *format, ...)
{
	if (!err)
		return false;
	char doing[384];
	va_list args;
	va_start(args, format);
	vsnprintf(doing, sizeof(doing), format, args);
	va_end(args);
	/* Where both do not fit, the end of the oldest text is cut. */
	size_t front = strlen(doing) + 2, most = sizeof(err->text) - 1 - front, old = strnlen(err->text, most);
	memmove(err->text + front, err->text, old);
	memcpy(err->text, doing, front - 2);
	memcpy(err->text + front - 2, ": ", 2);
	err->text[front + old] = '\0';
	return false;
}
