/* Globs: * stands for any text, also with slashes, ? for one character. */
#ifndef WC_POLICY_SITE_GLOB_H
#define WC_POLICY_SITE_GLOB_H

#include <stdbool.h>
#include <stddef.h>

/* Does the whole text match? In time proportional to both lengths multiplied, at worst. */
bool wc_glob_match(const char *glob, const char *text, size_t length);

/* Does `text` hold a sign that means something in a glob? */
bool wc_glob_is(const char *text);

#endif
