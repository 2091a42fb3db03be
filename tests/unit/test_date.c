/* Days: those that the calendar has, and no others. */
#include "model/date.h"

#include <criterion/criterion.h>

Test(date, reads_days)
{
	wc_date day = 0;
	struct wc_err err;
	cr_assert(wc_date_parse("2019-11-13", &day, &err));
	cr_assert_eq(day, 20191113);
	cr_assert(wc_date_parse("2020-02-29", &day, &err), "a leap year");
	cr_assert(wc_date_parse("2000-02-29", &day, &err), "so is a century that 400 divides");
}

Test(date, refuses_what_is_no_day)
{
	static const char *const wrong[] = {
		"", "2019", "2019-11", "2019-1-1", "2019-11-131", "19-11-2013", "2019/11/13", " 2019-11-13", "2019-00-10", "2019-13-10",
		"2019-11-00", "2019-11-31", "2019-02-29", "1900-02-29", "0000-01-01", "2019-11-1x", "-019-11-13",
	};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		wc_date day = 7;
		struct wc_err err;
		cr_assert_not(wc_date_parse(wrong[i], &day, &err), "%s", wrong[i]);
		cr_assert_eq(day, 7, "untouched on failure");
		cr_assert_eq(err.fault, WC_FAULT_INPUT);
	}
}

Test(date, a_moment_lies_on_a_day)
{
	cr_assert_eq(wc_date_of(0), 19700101);
	cr_assert_eq(wc_date_of(86399), 19700101);
	cr_assert_eq(wc_date_of(951782400), 20000229);
	cr_assert_eq(wc_date_of(951868800), 20000301);
	cr_assert_eq(wc_date_of(1795564800), 20261125);
	cr_assert_eq(wc_date_of(4102444799), 20991231);
}

Test(date, days_are_counted)
{
	cr_assert_eq(wc_date_days(20240228, 20240301), 2);
	cr_assert_eq(wc_date_days(20250228, 20250301), 1);
	cr_assert_eq(wc_date_days(19700101, 20261125), 1795564800 / 86400);
	cr_assert_eq(wc_date_days(20260101, 20251231), -1);
}
