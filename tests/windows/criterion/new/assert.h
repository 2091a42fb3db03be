/* The part of Criterion's newer assertions that the unit tests use. */
#ifndef WC_TESTS_WINDOWS_ASSERT_H
#define WC_TESTS_WINDOWS_ASSERT_H

#include <criterion/criterion.h>

#define eq(type, a, b) ((a) == (b))
#define lt(type, a, b) ((a) < (b))
#define le(type, a, b) ((a) <= (b))

#endif
