/* Examples of rules as cases. */
#ifndef WC_APP_CASES_EXAMPLE_H
#define WC_APP_CASES_EXAMPLE_H

#include "app/cases/file.h"

struct wc_site_rule;
struct wc_example;

/*
 * The example of a rule as a case: `expect: process` is an allowed request in that isolation, everything else is the words of a case's
 * expectation. Owned by `arena`, borrows the rule.
 */
struct wc_case *wc_case_of_example(wc_arena *arena, const struct wc_site_rule *rule, const struct wc_example *example);

#endif
