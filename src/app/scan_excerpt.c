/* Excerpts. */
#include "app/scan_excerpt.h"

#include "base/utf8.h"

#include <string.h>

/* A longer line is cut: minified JSON is one line of megabytes. */
enum { LONGEST = 160, BEFORE = 40 };

/* The byte from which on text may be shown: no character is cut in two. */
static size_t
character_start(const char *text, size_t at)
{
	while (at > 0 && ((unsigned char)text[at] & 0xc0) == 0x80)
		at--;
	return at;
}

struct wc_excerpt
wc_excerpt_of(wc_arena *arena, const char *line, const char *end, const struct wc_stretch *at)
{
	if (!line || at->line == 0)
		return (struct wc_excerpt){0};
	const char *feed = memchr(line, '\n', (size_t)(end - line));
	size_t size = (size_t)((feed ? feed : end) - line), column = at->column ? at->column - 1 : 0;
	while (size && (line[size - 1] == '\r' || line[size - 1] == ' ' || line[size - 1] == '\t'))
		size--;
	if (column > size)
		column = size;
	size_t start = column + at->length > LONGEST && column > BEFORE ? character_start(line, column - BEFORE) : 0;
	size_t shown = size - start < LONGEST ? size - start : character_start(line + start, LONGEST);
	return (struct wc_excerpt){wc_copy(arena, line + start, shown), column - start + 1};
}
