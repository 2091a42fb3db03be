/* Trimming by a shell pattern: ${X#pattern} and its sisters. */
#ifndef WC_FORMAT_EXPAND_PATTERN_H
#define WC_FORMAT_EXPAND_PATTERN_H

#include "base/text.h"

#include <stdbool.h>

/* Bytes of a value and of a pattern, at most: the work is their product. */
enum { WC_TRIM_VALUE = 1024, WC_TRIM_PATTERN = 128 };

/*
 * Adds `value` without the shortest (`longest`: the longest) beginning (`at_end`: end) that fits `pattern`, in which * is any
 * text, ? any byte, and \ takes the next literally.
 */
void wc_trim(struct wc_text *out, const char *value, const char *pattern, bool at_end, bool longest);

#endif
