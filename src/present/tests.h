/* Results of `wincompat policy test` as bytes. */
#ifndef WC_PRESENT_TESTS_H
#define WC_PRESENT_TESTS_H

#include "model/test_result.h"

struct wc_text;

/* What failed and why, a count, and the rules that no case reached. */
void wc_present_tests_text(struct wc_text *out, const struct wc_tested *tested);

/* Test Anything Protocol, version 13. */
void wc_present_tests_tap(struct wc_text *out, const struct wc_tested *tested);

/* JUnit's XML, as CI systems read it: one suite a file. */
void wc_present_tests_junit(struct wc_text *out, const struct wc_tested *tested);

void wc_present_tests_json(struct wc_text *out, const struct wc_tested *tested);

#endif
