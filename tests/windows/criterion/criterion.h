/* The part of Criterion that the unit tests use, for Windows, where Debian has no Criterion: cases run one after the other, in TAP. */
#ifndef WC_TESTS_WINDOWS_CRITERION_H
#define WC_TESTS_WINDOWS_CRITERION_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* What a suite or a case asks for. Time limits are the test runner's here. */
struct criterion_options {
	void (*init)(void);
	void (*fini)(void);
	double timeout;
	int signal;
	const char *description;
};

struct criterion_suite {
	const char *name;
	struct criterion_options options;
	struct criterion_suite *next;
};

struct criterion_case {
	const char *suite, *name;
	void (*run)(void);
	struct criterion_options options;
	struct criterion_case *next;
};

/* Called before main. */
void criterion_add_suite(struct criterion_suite *suite);
void criterion_add_case(struct criterion_case *added);

/* One expectation: says where it fails; `end` ends the case then. */
__attribute__((format(gnu_printf, 6, 7))) void criterion_expect(bool holds, bool end, const char *file, int line,
                                                                const char *what, const char *format, ...);

#define TestSuite(suite, ...) \
	static struct criterion_suite suite##_suite = {#suite, {__VA_ARGS__}, NULL}; \
	__attribute__((constructor)) static void suite##_add(void) { criterion_add_suite(&suite##_suite); } \
	struct criterion_suite

#define Test(suite, name, ...) \
	static void suite##_##name##_run(void); \
	static struct criterion_case suite##_##name##_case = {#suite, #name, suite##_##name##_run, {__VA_ARGS__}, NULL}; \
	__attribute__((constructor)) static void suite##_##name##_add(void) { criterion_add_case(&suite##_##name##_case); } \
	static void suite##_##name##_run(void)

#define CRITERION_CHECK(holds, end, what, ...) criterion_expect(holds, end, __FILE__, __LINE__, what, "" __VA_ARGS__)

#define cr_assert(a, ...) CRITERION_CHECK(a, true, #a, __VA_ARGS__)
#define cr_assert_not(a, ...) CRITERION_CHECK(!(a), true, "not " #a, __VA_ARGS__)
#define cr_assert_eq(a, b, ...) CRITERION_CHECK((a) == (b), true, #a " == " #b, __VA_ARGS__)
#define cr_assert_neq(a, b, ...) CRITERION_CHECK((a) != (b), true, #a " != " #b, __VA_ARGS__)
#define cr_assert_lt(a, b, ...) CRITERION_CHECK((a) < (b), true, #a " < " #b, __VA_ARGS__)
#define cr_assert_leq(a, b, ...) CRITERION_CHECK((a) <= (b), true, #a " <= " #b, __VA_ARGS__)
#define cr_assert_gt(a, b, ...) CRITERION_CHECK((a) > (b), true, #a " > " #b, __VA_ARGS__)
#define cr_assert_geq(a, b, ...) CRITERION_CHECK((a) >= (b), true, #a " >= " #b, __VA_ARGS__)
#define cr_assert_null(a, ...) CRITERION_CHECK((a) == NULL, true, #a " is NULL", __VA_ARGS__)
#define cr_assert_not_null(a, ...) CRITERION_CHECK((a) != NULL, true, #a " is not NULL", __VA_ARGS__)
#define cr_assert_str_eq(a, b, ...) CRITERION_CHECK(strcmp(a, b) == 0, true, #a " is " #b, __VA_ARGS__)

#define cr_expect(a, ...) CRITERION_CHECK(a, false, #a, __VA_ARGS__)
#define cr_expect_not(a, ...) CRITERION_CHECK(!(a), false, "not " #a, __VA_ARGS__)
#define cr_expect_eq(a, b, ...) CRITERION_CHECK((a) == (b), false, #a " == " #b, __VA_ARGS__)
#define cr_expect_neq(a, b, ...) CRITERION_CHECK((a) != (b), false, #a " != " #b, __VA_ARGS__)
#define cr_expect_null(a, ...) CRITERION_CHECK((a) == NULL, false, #a " is NULL", __VA_ARGS__)
#define cr_expect_not_null(a, ...) CRITERION_CHECK((a) != NULL, false, #a " is not NULL", __VA_ARGS__)
#define cr_expect_str_eq(a, b, ...) CRITERION_CHECK(strcmp(a, b) == 0, false, #a " is " #b, __VA_ARGS__)
#define cr_log_error(...) printf("# " __VA_ARGS__)

#endif
