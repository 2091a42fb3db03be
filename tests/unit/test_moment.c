/* Moments: both forms, and what is neither. */
#include "format/moment.h"

#include <criterion/criterion.h>

static int64_t
parsed(const char *text)
{
	int64_t ms = -1;
	return wc_moment_parse(text, &ms) ? ms : -1;
}

Test(moment, rfc_3339)
{
	cr_expect_eq(parsed("1970-01-01T00:00:00Z"), 0);
	cr_expect_eq(parsed("2025-11-25T10:00:00Z"), INT64_C(1764064800000));
	cr_expect_eq(parsed("2025-11-25T10:00:00.5Z"), INT64_C(1764064800500));
	cr_expect_eq(parsed("2025-11-25T10:00:00.1239999Z"), INT64_C(1764064800123));
	cr_expect_eq(parsed("2025-11-25T11:00:00.000+01:00"), INT64_C(1764064800000));
	cr_expect_eq(parsed("2025-11-25T04:30:00-05:30"), INT64_C(1764064800000));
	cr_expect_eq(parsed("2024-02-29T00:00:00Z"), INT64_C(1709164800000));
}

Test(moment, powershell_5)
{
	cr_expect_eq(parsed("/Date(1764064800123)/"), INT64_C(1764064800123));
}

Test(moment, neither)
{
	static const char *const wrong[] = {"", "x", "2025-11-25", "2025-11-25T10:00:00", "2025-13-01T00:00:00Z", "2025-11-25T25:00:00Z", "2025-11-25T10:00:00.Z",
	                                    "2025-11-25T10:00:00Zx", "2025-11-25T10:00:00+1", "/Date()/", "/Date(1)/x", "/Date(x)/", "0001-01-01T-1:00:00Z"};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		cr_expect_eq(parsed(wrong[i]), -1, "%s", wrong[i]);
}
