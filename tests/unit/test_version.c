/* Unit tests: versions of Windows and of engines. */
#include "model/version.h"

#include <criterion/criterion.h>
#include <string.h>

static struct wc_version
version(const char *text)
{
	struct wc_version v = {0};
	struct wc_err err = {0};
	cr_assert(wc_version_parse(text, &v, &err), "%s", err.text);
	return v;
}

Test(version, reads_three_or_four_parts)
{
	struct wc_version v = version("10.0.17763.1039");
	cr_assert(v.major == 10 && v.minor == 0 && v.build == 17763 && v.revision == 1039);
	cr_assert_eq(version("10.0.17763").revision, WC_REVISION_UNKNOWN);
	cr_assert_eq(version("10.0.17763.0").revision, 0);
	cr_assert_eq(version("10.0.999999.999999").revision, 999999);
}

Test(version, says_what_is_wrong)
{
	static const struct {
		const char *text, *why;
	} rows[] = {
		{"", "it is empty"}, {"10", "fewer than three"}, {"10.0", "fewer than three"}, {"10.0.", "ends with a dot"},
		{"10.0.17763.", "ends with a dot"}, {"10.0.17763.1.2", "more than four"}, {"10.0.17763.1.", "more than four"},
		{"10.0.17763.x", "not a decimal number"}, {"-1", "not a decimal number"}, {"10.0.-1", "not a decimal number"},
		{"10.0.17763 ", "not a decimal number"}, {" 10.0.17763", "not a decimal number"}, {".0.1", "not a decimal number"},
		{"10..17763", "not a decimal number"}, {"10.0.0x10", "not a decimal number"}, {"10.0.99999999999.1", "too large"},
		{"10.0.1000000", "too large"}, {"10.0.4294967296", "too large"}, {"10.0.0", "the build number is 0"},
		{"v10.0.17763", "not a decimal number"},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct wc_version v;
		struct wc_err err = {0};
		cr_assert_not(wc_version_parse(rows[i].text, &v, &err), "%s", rows[i].text);
		cr_assert_not_null(strstr(err.text, rows[i].why), "%s: %s", rows[i].text, err.text);
		cr_assert_neq(err.hint[0], '\0');
	}
}

Test(version, orders_part_by_part)
{
	cr_assert_lt(wc_version_compare(version("10.0.9999.5"), version("10.0.17763.1")), 0);
	cr_assert_gt(wc_version_compare(version("10.1.1"), version("10.0.99999")), 0);
	cr_assert_gt(wc_version_compare(version("10.0.17763.10"), version("10.0.17763.9")), 0);
	cr_assert_eq(wc_version_compare(version("10.0.17763"), version("10.0.17763.9")), 0);
	cr_assert_lt(wc_version_compare(version("6.3.9600"), version("10.0.14393")), 0);
}

Test(version, prints_what_it_read)
{
	char buffer[WC_VERSION_TEXT];
	cr_assert_str_eq(wc_version_print(version("10.0.17763.1039"), buffer), "10.0.17763.1039");
	cr_assert_str_eq(wc_version_print(version("10.0.17763"), buffer), "10.0.17763");
	cr_assert_str_eq(wc_version_print((struct wc_version){0}, buffer), "unknown");
	cr_assert_str_eq(wc_version_print(version("999999.999999.999999.999999"), buffer), "999999.999999.999999.999999");
}

Test(version, reads_engine_versions)
{
	struct wc_engine_version a = {0}, b = {0};
	cr_assert(wc_engine_version_parse("20.10.24+dfsg1", &a));
	cr_assert(a.known && a.major == 20 && a.minor == 10 && a.patch == 24);
	cr_assert(wc_engine_version_parse("v28.0.1-rc.1", &b));
	cr_assert_lt(wc_engine_version_compare(a, b), 0);
	cr_assert(wc_engine_version_parse("28", &a));
	cr_assert_lt(wc_engine_version_compare(a, b), 0);
	cr_assert_not(wc_engine_version_parse("", &a));
	cr_assert_not(wc_engine_version_parse("dev", &a));
	cr_assert_not(wc_engine_version_parse("28.", &a));
	cr_assert_not(wc_engine_version_parse("99999999999", &a));
}
