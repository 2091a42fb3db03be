/* Expectations: is a verdict what a case says? */
#ifndef WC_APP_CASES_EXPECT_H
#define WC_APP_CASES_EXPECT_H

#include "base/arena.h"
#include "base/diag.h"
#include "app/cases/file.h"
#include "model/verdict.h"

#include <stdbool.h>

/* Compares `verdict` with the case's expectation; every difference is added to `diags` at the case's line. */
void wc_case_compare(const struct wc_case *c, const struct wc_verdict *verdict, struct wc_diags *diags);

/* Does the case expect a message ("expect error TEXT")? Returns the text that it must hold, or NULL. */
const char *wc_case_error(const struct wc_case *c);

#endif
