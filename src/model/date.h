/* A calendar day as people type it: YYYY-MM-DD; a moment, milliseconds since 1970 UTC; and an age. */
#ifndef WC_MODEL_DATE_H
#define WC_MODEL_DATE_H

#include "base/arena.h"
#include "base/err.h"
#include "model/program.h"

#include <stdbool.h>

/* Reads "2019-11-13", a day that the calendar has. On failure false and `err` (WC_FAULT_INPUT). */
bool wc_date_parse(const char *text, wc_date *ret_date, struct wc_err *err);

/* The number of days since 1970-01-01; negative before it. `date` must be a day of the calendar. */
int32_t wc_date_days(wc_date date);

/* The day that many days after 1970-01-01. */
wc_date wc_date_of_days(int32_t days);

enum { WC_MOMENT_TEXT = 32 };

/* The first millisecond of a day in UTC, since 1970. */
int64_t wc_date_moment(wc_date date);

/* A span of time as people say it, in the largest unit of which there are at least two: "3 hours", "119 seconds". Owned by `arena`. */
const char *wc_age_text(wc_arena *arena, int64_t seconds);

/* Writes "2026-11-25T18:02:13.123Z", "?" where that is in no year of four digits. Returns `buffer`. */
const char *wc_moment_print(int64_t milliseconds, char buffer[WC_MOMENT_TEXT]);

#endif
