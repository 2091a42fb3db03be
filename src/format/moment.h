/* Moments as JSON writes them: RFC 3339, and the form of PowerShell 5. */
#ifndef WC_FORMAT_MOMENT_H
#define WC_FORMAT_MOMENT_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Reads "2026-11-25T10:00:00.123Z", with any fraction and with "+01:00" in place of Z, or "/Date(1764064800123)/", as
 * milliseconds since 1970 UTC. False where it is neither.
 */
bool wc_moment_parse(const char *text, int64_t *ret_ms);

/* Days since 1970-01-01 of a date of the Gregorian calendar. */
int64_t wc_days_of(int year, int month, int day);

#endif
