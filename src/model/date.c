/* A calendar day from text and as a number of days, moments, and ages. */
#include "model/date.h"

#include <stdio.h>
#include <string.h>

static int
last_day(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return days[month - 1] + (month == 2 && leap);
}

static int
number(const char *digits, size_t count)
{
	int value = 0;
	for (size_t i = 0; i < count; i++)
		value = value * 10 + (digits[i] - '0');
	return value;
}

static bool
has_form(const char *text)
{
	static const char form[] = "0000-00-00";
	if (strlen(text) != sizeof(form) - 1)
		return false;
	for (size_t i = 0; i < sizeof(form) - 1; i++) {
		if (form[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != form[i])
			return false;
	}
	return true;
}

bool
wc_date_parse(const char *text, wc_date *ret_date, struct wc_err *err)
{
	if (!has_form(text)) {
		wc_fail(err, WC_FAULT_INPUT, "'%.40s' is not a day", text);
		return wc_hint(err, "write it as YYYY-MM-DD");
	}
	int year = number(text, 4), month = number(text + 5, 2), day = number(text + 8, 2);
	if (year < 1 || month < 1 || month > 12 || day < 1 || day > last_day(year, month))
		return wc_fail(err, WC_FAULT_INPUT, "'%.40s' is not in the calendar", text);
	*ret_date = year * 10000 + month * 100 + day;
	return true;
}

/* The year is counted from March, so that the leap day is its last one (Howard Hinnant, "chrono-compatible date algorithms"). */
int32_t
wc_date_days(wc_date date)
{
	int32_t month = date / 100 % 100, day = date % 100, year = date / 10000 - (month <= 2);
	int32_t era = year / 400, of_era = year - era * 400;
	int32_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

wc_date
wc_date_of_days(int32_t days)
{
	int32_t since = days + 719468, era = (since >= 0 ? since : since - 146096) / 146097, of_era = since - era * 146097;
	int32_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int32_t of_year = of_era - (365 * year + year / 4 - year / 100);
	int32_t month = (5 * of_year + 2) / 153, day = of_year - (153 * month + 2) / 5 + 1;
	month += month < 10 ? 3 : -9;
	return (year + era * 400 + (month <= 2)) * 10000 + month * 100 + day;
}

enum { DAY = 24 * 3600 * 1000 };

int64_t
wc_date_moment(wc_date date)
{
	return (int64_t)wc_date_days(date) * DAY;
}

/* `digits` digits of `number` in front of `end`. */
static void
put_digits(char *end, unsigned number, unsigned digits)
{
	for (; digits > 0; digits--, number /= 10)
		*--end = (char)('0' + number % 10);
}

/* By hand: every line of a server's log and every entry of its journal has one, and printf takes ten times as long. */
const char *
wc_moment_print(int64_t milliseconds, char buffer[WC_MOMENT_TEXT])
{
	int64_t days = milliseconds / DAY - (milliseconds % DAY < 0);
	if (days < wc_date_days(10101) || days > wc_date_days(99991231))
		return strcpy(buffer, "?");
	unsigned rest = (unsigned)(milliseconds - days * DAY), date = (unsigned)wc_date_of_days((int32_t)days);
	strcpy(buffer, "0000-00-00T00:00:00.000Z");
	put_digits(buffer + 4, date / 10000, 4);
	put_digits(buffer + 7, date / 100 % 100, 2);
	put_digits(buffer + 10, date % 100, 2);
	put_digits(buffer + 13, rest / 3600000, 2);
	put_digits(buffer + 16, rest / 60000 % 60, 2);
	put_digits(buffer + 19, rest / 1000 % 60, 2);
	put_digits(buffer + 23, rest % 1000, 3);
	return buffer;
}

const char *
wc_age_text(wc_arena *arena, int64_t seconds)
{
	static const struct {
		int64_t seconds;
		const char *name;
	} units[] = {{86400, "day"}, {3600, "hour"}, {60, "minute"}, {1, "second"}};
	size_t i = 0;
	while (i < 3 && seconds < 2 * units[i].seconds)
		i++;
	int64_t count = seconds / units[i].seconds;
	return wc_printf(arena, "%lld %s%s", (long long)count, units[i].name, count == 1 ? "" : "s");
}
