/* Moments from text. */
#include "cli/since.h"

#include "model/date.h"

#include <string.h>

/* A hundred years: nothing was journaled before. */
#define LONGEST (100LL * 366 * 24 * 3600 * 1000)

static int64_t
unit_of(char letter)
{
	static const struct {
		char letter;
		int64_t milliseconds;
	} units[] = {{'s', 1000}, {'m', 60 * 1000}, {'h', 3600 * 1000}, {'d', 24 * 3600 * 1000}, {'w', 7 * 24 * 3600 * 1000}};
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (units[i].letter == letter)
			return units[i].milliseconds;
	}
	return 0;
}

bool
wc_duration_read(const char *text, int64_t *ret_milliseconds)
{
	int64_t sum = 0;
	do {
		size_t digits = strspn(text, "0123456789");
		int64_t number = 0, unit = unit_of(text[digits]);
		if (digits == 0 || digits > 9 || unit == 0)
			return false;
		for (size_t i = 0; i < digits; i++)
			number = number * 10 + (text[i] - '0');
		sum += number * unit;
		text += digits + 1;
	} while (*text && sum <= LONGEST);
	*ret_milliseconds = sum;
	return sum <= LONGEST;
}

bool
wc_since_read(const char *text, const char *where, int64_t now, int64_t *ret_moment, struct wc_err *err)
{
	wc_date day;
	int64_t ago;
	if (!text)
		return true;
	if (wc_duration_read(text, &ago)) {
		*ret_moment = now - ago;
		return true;
	}
	if (wc_date_parse(text, &day, err)) {
		*ret_moment = wc_date_moment(day);
		return true;
	}
	wc_while(err, "%s", where);
	return wc_hint(err, "write a day, 2026-11-25, or how long ago, such as 90m, 12h or 7d");
}
