/* Regular expressions of a site's rules: PCRE2, compiled ahead, with limits. */
#ifndef WC_POLICY_SITE_REGEX_H
#define WC_POLICY_SITE_REGEX_H

#include "base/arena.h"
#include "base/err.h"

#include <stddef.h>

struct wc_regex;

/* Compiles `pattern` (UTF-8; it may match anywhere in a text unless it says ^ and $). NULL and `err` where it is none. Kept until the process ends; the same for the same text. */
const struct wc_regex *wc_regex_make(const char *pattern, struct wc_err *err);

/* Does it match? 1, 0, or -1 where it took more steps than WC_LIMIT_PATTERN_STEPS. Any thread. */
int wc_regex_match(const struct wc_regex *regex, const char *text, size_t length);

#endif
