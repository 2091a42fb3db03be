/* A calendar day as people type it: YYYY-MM-DD. */
#ifndef WC_MODEL_DATE_H
#define WC_MODEL_DATE_H

#include "base/err.h"
#include "model/program.h"

#include <stdbool.h>

/* Reads "2019-11-13", a day that the calendar has. On failure false and `err` (WC_FAULT_INPUT). */
bool wc_date_parse(const char *text, wc_date *ret_date, struct wc_err *err);

/* The day of a moment: seconds since 1970-01-01 00:00 UTC, at least 0. */
wc_date wc_date_of(int64_t seconds);

/* The days from `from` to `to`; negative where `to` is earlier. */
int32_t wc_date_days(wc_date from, wc_date to);

#endif
