/* Case files: facts in, verdict out, as readable text (tests/cases/README.md). */
#ifndef WC_APP_CASES_FILE_H
#define WC_APP_CASES_FILE_H

#include "base/arena.h"
#include "base/diag.h"
#include "model/facts.h"

#include <stdbool.h>
#include <stddef.h>

/* What a line of a case file may set. */
#define WC_CASE_WORDS(X) \
	X(WC_CASE_HOST, "host") X(WC_CASE_IMAGE, "image") X(WC_CASE_ISOLATION, "isolation") X(WC_CASE_PURPOSE, "purpose") X(WC_CASE_MATRIX, "matrix") \
	X(WC_CASE_AS_OF, "as-of") X(WC_CASE_POLICY, "policy") X(WC_CASE_NAMESPACE, "namespace") X(WC_CASE_USER, "user") X(WC_CASE_LABEL, "label") \
	X(WC_CASE_TODAY, "today") X(WC_CASE_EXPECT, "expect")
enum wc_case_setting {
#define ITEM(id, word) id,
	WC_CASE_WORDS(ITEM)
#undef ITEM
	WC_CASE_SETTINGS
};

/* One case: the settings in force at its `expect` line. */
struct wc_case {
	struct wc_case *next;
	const char *file, *title;
	size_t line;                           /* of the expectation */
	const char *setting[WC_CASE_SETTINGS]; /* NULL where not set */
	const struct wc_label *labels;         /* of an example, besides those of the setting */
	size_t label_count;
};

/* A list of cases in file order. */
struct wc_case_list {
	struct wc_case *first, *last;
	size_t count;
};

/* Adds the cases of `text` (NUL-terminated) to `list`; faults go to `diags` with their line. Everything is owned by `arena`. */
void wc_cases_parse(wc_arena *arena, const char *file, const char *text, struct wc_case_list *list, struct wc_diags *diags);

#endif
