/* A calendar day from text, and moments. */
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

enum { DAY = 24 * 3600 * 1000, DAYS_BEFORE_1970 = 719162 };

/* Days from 0001-01-01 to the first of a year. */
static int64_t
days_before(int64_t year)
{
	int64_t y = year - 1;
	return y * 365 + y / 4 - y / 100 + y / 400;
}

int64_t
wc_date_moment(wc_date date)
{
	int year = date / 10000, month = date / 100 % 100;
	int64_t days = days_before(year) - DAYS_BEFORE_1970 + date % 100 - 1;
	for (int m = 1; m < month; m++)
		days += last_day(year, m);
	return days * DAY;
}

/* The day that is `days` after 1970-01-01. */
static wc_date
date_of(int64_t days)
{
	int64_t since = days + DAYS_BEFORE_1970;
	int year = (int)(since / 366) + 1, month = 1;
	while (days_before(year + 1) <= since)
		year++;
	int day = (int)(since - days_before(year)) + 1;
	for (; day > last_day(year, month); month++)
		day -= last_day(year, month);
	return year * 10000 + month * 100 + day;
}

const char *
wc_moment_print(int64_t milliseconds, char buffer[WC_MOMENT_TEXT])
{
	int64_t days = milliseconds / DAY - (milliseconds % DAY < 0);
	if (days < -DAYS_BEFORE_1970 || days >= days_before(10000) - DAYS_BEFORE_1970)
		return strcpy(buffer, "?");
	int rest = (int)(milliseconds - days * DAY);
	wc_date date = date_of(days);
	snprintf(buffer, WC_MOMENT_TEXT, "%04u-%02u-%02uT%02u:%02u:%02u.%03uZ", (unsigned)date / 10000, (unsigned)date / 100 % 100,
	         (unsigned)date % 100, (unsigned)rest / 3600000 % 24, (unsigned)rest / 60000 % 60, (unsigned)rest / 1000 % 60,
	         (unsigned)rest % 1000);
	return buffer;
}
