/* A calendar day: from text. */
#include "model/date.h"

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

/* Days from 0000-03-01 to the day: counted in years that begin in March, so that the leap day stands last. */
static int32_t
day_number(wc_date date)
{
	int32_t year = date / 10000, month = date / 100 % 100, day = date % 100;
	year -= month <= 2;
	int32_t in_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return year * 365 + year / 4 - year / 100 + year / 400 + in_year;
}

int32_t
wc_date_days(wc_date from, wc_date to)
{
	return day_number(to) - day_number(from);
}

wc_date
wc_date_of(int64_t seconds)
{
	enum { EPOCH = 719468, FOUR_CENTURIES = 146097, DAY = 24 * 3600 };
	int32_t days = (int32_t)(seconds / DAY) + EPOCH, era = days / FOUR_CENTURIES, in_era = days % FOUR_CENTURIES;
	int32_t year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
	int32_t in_year = in_era - (365 * year + year / 4 - year / 100), month = (5 * in_year + 2) / 153;
	int32_t day = in_year - (153 * month + 2) / 5 + 1;
	month += month < 10 ? 3 : -9;
	return (year + era * 400 + (month <= 2)) * 10000 + month * 100 + day;
}
