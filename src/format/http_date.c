/* Dates as HTTP writes them. */
#include "format/http_date.h"

#include <stdio.h>
#include <string.h>

/* Days since 1970-01-01 of a date of the Gregorian calendar; years begin in March here, so that a leap day comes last. */
static int64_t
days_of(int year, int month, int day)
{
	int64_t y = month > 2 ? year : year - 1, era = y / 400, of_era = y % 400;
	int64_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

bool
wc_http_date_parse(const char *text, int64_t *ret_seconds)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	int day, year, hour, minute, second, end = 0;
	char name[4];
	if (sscanf(text, "%*3[A-Za-z], %2d %3[A-Za-z] %4d %2d:%2d:%2d GMT%n", &day, name, &year, &hour, &minute, &second, &end) != 6 ||
	    end == 0 || text[end] != '\0')
		return false;
	const char *month = strlen(name) == 3 ? strstr(months, name) : NULL;
	if (!month || (month - months) % 3 || day < 1 || day > 31 || year < 1970 || hour < 0 || hour > 23 || minute < 0 ||
	    minute > 59 || second < 0 || second > 60)
		return false;
	*ret_seconds = ((days_of(year, (int)(month - months) / 3 + 1, day) * 24 + hour) * 60 + minute) * 60 + second;
	return true;
}
