/* wc_text: growing by doubling inside the arena. */
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { FIRST_SIZE = 256 };

/* Makes room for `more` bytes and a NUL. */
static void
reserve(struct wc_text *text, size_t more)
{
	if (text->bytes && more < text->size - text->length)
		return;
	size_t size = text->size ? text->size : FIRST_SIZE;
	while (size - text->length <= more)
		size *= 2;
	text->bytes = wc_grow(text->arena, text->bytes, text->size, size);
	text->size = size;
}

char *
wc_text_extend(struct wc_text *text, size_t length)
{
	reserve(text, length);
	char *added = text->bytes + text->length;
	text->length += length;
	text->bytes[text->length] = '\0';
	return added;
}

void
wc_text_add(struct wc_text *text, const char *bytes, size_t length)
{
	char *added = wc_text_extend(text, length);
	if (length)
		memcpy(added, bytes, length);
}

void
wc_text_addz(struct wc_text *text, const char *string)
{
	if (string)
		wc_text_add(text, string, strlen(string));
}

void
wc_text_printf(struct wc_text *text, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (n > 0) {
		reserve(text, (size_t)n);
		vsnprintf(text->bytes + text->length, (size_t)n + 1, format, again);
		text->length += (size_t)n;
	}
	va_end(again);
}

const char *
wc_text_string(const struct wc_text *text)
{
	return text->bytes && text->length ? text->bytes : "";
}
