/* wc_trim: every end that a pattern can reach, step by step of the pattern. */
#include "format/expand_pattern.h"

#include <string.h>

/* One step of a pattern: any text, any byte, or this byte. */
enum { ANY_TEXT = 256, ANY_BYTE = 257 };

static size_t
steps_of(const char *pattern, int steps[WC_TRIM_PATTERN])
{
	size_t count = 0;
	for (; *pattern; pattern++) {
		bool literal = *pattern == '\\' && pattern[1];
		pattern += literal;
		steps[count++] = literal ? (unsigned char)*pattern : *pattern == '*' ? ANY_TEXT : *pattern == '?' ? ANY_BYTE : (unsigned char)*pattern;
	}
	return count;
}

/* From which places of the text the pattern's first steps can end, to those where one more can. */
static void
advance(bool reached[WC_TRIM_VALUE + 1], const char *value, size_t length, int step, bool backwards)
{
	bool carried = false, next[WC_TRIM_VALUE + 1] = {false};
	for (size_t i = 0; i <= length; i++) {
		if (step == ANY_TEXT) {
			carried = carried || reached[i];
			next[i] = carried;
		} else if (i > 0 && reached[i - 1]) {
			unsigned char c = (unsigned char)(backwards ? value[length - i] : value[i - 1]);
			next[i] = step == ANY_BYTE || step == c;
		}
	}
	memcpy(reached, next, sizeof(next));
}

void
wc_trim(struct wc_text *out, const char *value, const char *pattern, bool at_end, bool longest)
{
	int steps[WC_TRIM_PATTERN];
	bool reached[WC_TRIM_VALUE + 1] = {true};
	size_t length = strlen(value), count = steps_of(pattern, steps), cut = 0;
	for (size_t i = 0; i < count; i++)
		advance(reached, value, length, at_end ? steps[count - 1 - i] : steps[i], at_end);
	for (size_t i = 0; i <= length; i++) {
		if (!reached[i])
			continue;
		cut = i;
		if (!longest)
			break;
	}
	wc_text_add(out, at_end ? value : value + cut, length - cut);
}
