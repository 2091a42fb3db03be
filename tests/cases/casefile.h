/* Case files: facts in, verdict out, as readable text (tests/cases/README.md). */
#ifndef WC_TESTS_CASEFILE_H
#define WC_TESTS_CASEFILE_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

/* What a line of a case file may set. SETTING(id, word). */
#define SETTING_WORDS(X) \
	X(SET_HOST, "host") X(SET_IMAGE, "image") X(SET_ISOLATION, "isolation") X(SET_PURPOSE, "purpose") X(SET_MATRIX, "matrix") \
	X(SET_AS_OF, "as-of") X(SET_EXPECT, "expect")
enum setting {
#define ITEM(id, word) id,
	SETTING_WORDS(ITEM)
#undef ITEM
	SETTING_COUNT
};

/* One case: the settings in force at its `expect` line. */
struct test_case {
	struct test_case *next;
	const char *file, *title;
	size_t line;                           /* of the expectation */
	const char *setting[SETTING_COUNT];    /* NULL where not set */
};

/* A list of cases in file order. */
struct case_list {
	struct test_case *first, *last;
	size_t count;
};

/* Adds the cases of `text` (NUL-terminated) to `list`; faults go to `diags` with their line. Everything is owned by `arena`. */
void case_file_parse(wc_arena *arena, const char *file, const char *text, struct case_list *list, struct wc_diags *diags);

#endif
