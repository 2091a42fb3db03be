/* Moments as people type them: a day, or how long ago. */
#ifndef WC_CLI_SINCE_H
#define WC_CLI_SINCE_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Reads "2026-11-25" (its first moment in UTC) or how long before `now` it was: "90m", "1h30m", "7d", "2w". NULL leaves *ret_moment
 * alone. All in milliseconds since 1970. False and `err` (WC_FAULT_INPUT); `where` names its place in messages.
 */
bool wc_since_read(const char *text, const char *where, int64_t now, int64_t *ret_moment, struct wc_err *err);

/* Reads a duration: "90m", "1h30m", "7d", in milliseconds. False where it is none, or longer than a hundred years. */
bool wc_duration_read(const char *text, int64_t *ret_milliseconds);

#endif
