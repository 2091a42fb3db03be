/* Dates as HTTP writes them. */
#include "format/http_date.h"

#include "format/moment.h"

#include <stdio.h>
#include <string.h>

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
	*ret_seconds = ((wc_days_of(year, (int)(month - months) / 3 + 1, day) * 24 + hour) * 60 + minute) * 60 + second;
	return true;
}
