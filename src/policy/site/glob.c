/* Globs: one walk, going back to the last star only. */
#include "policy/site/glob.h"

#include <string.h>

bool
wc_glob_is(const char *text)
{
	return strpbrk(text, "*?") != NULL;
}

/* One character of UTF-8 is as many bytes as its first one says. */
static size_t
character(const char *text, size_t left)
{
	size_t n = 1;
	while (n < left && ((unsigned char)text[n] & 0xc0) == 0x80)
		n++;
	return n;
}

bool
wc_glob_match(const char *glob, const char *text, size_t length)
{
	const char *end = text + length, *star = NULL, *from = NULL;
	while (text < end || *glob) {
		if (*glob == '*') {
			star = ++glob;
			from = text;
		} else if (text < end && *glob == '?') {
			text += character(text, (size_t)(end - text));
			glob++;
		} else if (text < end && *glob && *glob == *text) {
			text++;
			glob++;
		} else if (star && from < end) {
			glob = star;
			text = ++from;
		} else {
			return false;
		}
	}
	return true;
}
