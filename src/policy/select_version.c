/* Versions as the engines read them: each reads the same text in its own way, and what it cannot read counts differently. */
#include "policy/select.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const char *
wc_host_prefix(const struct wc_host *host, char buffer[WC_PREFIX_TEXT])
{
	struct wc_version v = host->version;
	snprintf(buffer, WC_PREFIX_TEXT, "%" PRIu32 ".%" PRIu32 ".%" PRIu32, v.major, v.minor, v.build);
	return buffer;
}

/* The `n`-th field (from 0) of a text that dots divide, or NULL; its length is set. */
static const char *
field(const char *text, unsigned n, size_t *ret_length)
{
	for (; text && n > 0; n--) {
		text = strchr(text, '.');
		text = text ? text + 1 : NULL;
	}
	*ret_length = text ? strcspn(text, ".") : 0;
	return text;
}

/* A decimal number of `length` digits as Go's Atoi reads it: a sign may stand in front, and it must fit 64 bits. */
static bool
number(const char *text, size_t length, bool with_sign, int64_t *ret_value)
{
	int64_t value = 0;
	size_t i = with_sign && length && (*text == '+' || *text == '-');
	bool negative = i && *text == '-';
	if (i == length)
		return false;
	for (; i < length; i++) {
		if (text[i] < '0' || text[i] > '9' || value > (INT64_MAX - 9) / 10)
			return false;
		value = value * 10 + (text[i] - '0');
	}
	*ret_value = negative ? -value : value;
	return true;
}

static bool
nth(const char *text, unsigned n, bool with_sign, int64_t *ret_value)
{
	size_t length;
	const char *start = field(text, n, &length);
	return start && number(start, length, with_sign, ret_value);
}

bool
wc_third_field(const char *os_version, int64_t *ret_build)
{
	return nth(os_version, 2, true, ret_build);
}

int64_t
wc_fourth_field(const char *os_version)
{
	int64_t revision;
	return nth(os_version, 3, true, &revision) ? revision : 0;
}

bool
wc_three_fields(const char *os_version, uint32_t ret_part[3])
{
	static const int64_t most[] = {UINT8_MAX, UINT8_MAX, UINT16_MAX};
	for (unsigned i = 0; i < 3; i++) {
		int64_t value;
		if (!nth(os_version, i, false, &value) || value > most[i])
			return false;
		ret_part[i] = (uint32_t)value;
	}
	return true;
}

int
wc_compare_fields(const char *a, const char *b)
{
	for (unsigned i = 0; i < 4; i++) {
		int64_t x = 0, y = 0;
		nth(a, i, false, &x);
		nth(b, i, false, &y);
		if (x != y)
			return x < y ? -1 : 1;
	}
	return 0;
}
