/* Moments: both forms to milliseconds. */
#include "format/moment.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Years begin in March here, so that a leap day comes last. */
int64_t
wc_days_of(int year, int month, int day)
{
	int64_t y = month > 2 ? year : year - 1, era = y / 400, of_era = y % 400;
	int64_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

/* ".1234567" in milliseconds, and how many bytes it takes. */
static int64_t
fraction_of(const char *text, size_t *ret_length)
{
	int64_t ms = 0;
	size_t digits = *text == '.' ? strspn(text + 1, "0123456789") : 0;
	for (size_t i = 1; i <= 3; i++)
		ms = ms * 10 + (i <= digits ? text[i] - '0' : 0);
	*ret_length = digits ? digits + 1 : 0;
	return ms;
}

/* "Z", "+01:00": minutes ahead of UTC. False where it is neither. */
static bool
zone_parse(const char *text, int *ret_minutes)
{
	int hours, minutes, end = 0;
	*ret_minutes = 0;
	if (strcmp(text, "Z") == 0)
		return true;
	if ((*text != '+' && *text != '-') || sscanf(text + 1, "%2d:%2d%n", &hours, &minutes, &end) != 2 || text[1 + end] != '\0')
		return false;
	*ret_minutes = (*text == '-' ? -1 : 1) * (hours * 60 + minutes);
	return true;
}

bool
wc_moment_parse(const char *text, int64_t *ret_ms)
{
	int year, month, day, hour, minute, second, end = 0, ahead;
	int64_t ms;
	size_t length;
	if (sscanf(text, "/Date(%" SCNd64 ")/%n", &ms, &end) == 1 && end && text[end] == '\0') {
		*ret_ms = ms;
		return true;
	}
	if (sscanf(text, "%4d-%2d-%2dT%2d:%2d:%2d%n", &year, &month, &day, &hour, &minute, &second, &end) != 6)
		return false;
	if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60 || (hour | minute | second) < 0)
		return false;
	ms = fraction_of(text + end, &length);
	if (!zone_parse(text + end + length, &ahead))
		return false;
	*ret_ms = (((wc_days_of(year, month, day) * 24 + hour) * 60 + minute - ahead) * 60 + second) * 1000 + ms;
	return true;
}
