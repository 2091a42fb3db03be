/* What came out of a test of policies: cases and examples, and which rules they reached. */
#ifndef WC_MODEL_TEST_RESULT_H
#define WC_MODEL_TEST_RESULT_H

#include "base/diag.h"

#include <stddef.h>

/* One case or example. */
struct wc_test_result {
	const char *file, *name; /* "a client without a purpose: os:… on win11-24h2" */
	size_t line;
	struct wc_diags faults; /* what was different; none: it passed */
};

/* One rule of the policies that were tested. */
struct wc_rule_coverage {
	const char *id, *file;
	size_t line;
	size_t ways, reached; /* the ways in which it can hold, and those of them in which some case did */
};

/* Everything that was tested. */
struct wc_tested {
	const struct wc_test_result *result;
	size_t count, failed;
	const struct wc_rule_coverage *rule;
	size_t rule_count;
};

#endif
