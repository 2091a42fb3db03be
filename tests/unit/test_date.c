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

Test(date, moments)
{
	static const struct {
		wc_date day;
		int64_t milliseconds;
		const char *text;
	} cases[] = {
		{19700101, 0, "1970-01-01T00:00:00.000Z"},
		{20000229, 951782400000, "2000-02-29T00:00:00.000Z"},
		{20261125, 1795564800000, "2026-11-25T00:00:00.000Z"},
		{19691231, -86400000, "1969-12-31T00:00:00.000Z"},
		{10101, -62135596800000, "0001-01-01T00:00:00.000Z"},
		{99991231, 253402214400000, "9999-12-31T00:00:00.000Z"},
	};
	char text[WC_MOMENT_TEXT];
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		cr_assert_eq(wc_date_moment(cases[i].day), cases[i].milliseconds, "%s", cases[i].text);
		cr_assert_str_eq(wc_moment_print(cases[i].milliseconds, text), cases[i].text);
	}
	cr_assert_str_eq(wc_moment_print(1795564800000 + 65733123, text), "2026-11-25T18:15:33.123Z");
	cr_assert_str_eq(wc_moment_print(-1, text), "1969-12-31T23:59:59.999Z");
	cr_assert_str_eq(wc_moment_print(253402300799999, text), "9999-12-31T23:59:59.999Z");
	cr_assert_str_eq(wc_moment_print(253402300800000, text), "?");
	cr_assert_str_eq(wc_moment_print(-62135596800001, text), "?");
	cr_assert_str_eq(wc_moment_print(INT64_MIN, text), "?");
	cr_assert_str_eq(wc_moment_print(INT64_MAX, text), "?");
}
