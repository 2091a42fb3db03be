/* Expectations: is a verdict what a case says? */
#ifndef WC_TESTS_EXPECT_H
#define WC_TESTS_EXPECT_H

#include "base/arena.h"
#include "base/diag.h"
#include "casefile.h"
#include "model/verdict.h"

#include <stdbool.h>

/* Compares `verdict` with the case's expectation; every difference is added to `diags` at the case's line. */
void expect_verdict(const struct test_case *c, const struct wc_verdict *verdict, struct wc_diags *diags);

/* Does the case expect a message ("expect error TEXT")? Returns the text that it must hold, or NULL. */
const char *expected_error(const struct test_case *c);

#endif
