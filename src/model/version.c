/* A Windows version: exactly three or four decimal numbers, and their order. */
#include "model/version.h"

#include "base/limits.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Reads one run of digits at *p; false where there is none or it is too large. */
static bool
number(const char **p, uint32_t most, uint32_t *ret_value)
{
	uint32_t value = 0;
	const char *start = *p;
	for (; **p >= '0' && **p <= '9'; (*p)++) {
		value = value * 10 + (uint32_t)(**p - '0');
		if (value > most)
			return false;
	}
	*ret_value = value;
	return *p > start;
}

static bool
wrong(struct wc_err *err, const char *text, const char *why)
{
	wc_fail(err, WC_FAULT_INPUT, "'%.80s' is not a Windows version: %s", text, why);
	return wc_hint(err, "write MAJOR.MINOR.BUILD or MAJOR.MINOR.BUILD.REVISION, as `ver` or the image config prints it");
}

bool
wc_version_parse(const char *text, struct wc_version *ret_version, struct wc_err *err)
{
	uint32_t part[4] = {0};
	int parts = 0;
	const char *p = text;
	for (;;) {
		if (parts == 4)
			return wrong(err, text, "it has more than four parts");
		if (*p == '\0')
			return wrong(err, text, parts ? "it ends with a dot" : "it is empty");
		if (*p < '0' || *p > '9')
			return wrong(err, text, "a part is not a decimal number");
		if (!number(&p, WC_LIMIT_VERSION_PART, &part[parts++]))
			return wrong(err, text, "a part is too large");
		if (*p != '.')
			break;
		p++;
	}
	if (*p != '\0')
		return wrong(err, text, "a part is not a decimal number");
	if (parts < 3)
		return wrong(err, text, "it has fewer than three parts");
	if (part[2] == 0)
		return wrong(err, text, "the build number is 0");
	ret_version->major = part[0];
	ret_version->minor = part[1];
	ret_version->build = part[2];
	ret_version->revision = parts == 4 ? (int32_t)part[3] : WC_REVISION_UNKNOWN;
	return true;
}

const char *
wc_version_print(struct wc_version v, char buffer[WC_VERSION_TEXT])
{
	if (v.build == 0)
		snprintf(buffer, WC_VERSION_TEXT, "unknown");
	else if (v.revision == WC_REVISION_UNKNOWN)
		snprintf(buffer, WC_VERSION_TEXT, "%" PRIu32 ".%" PRIu32 ".%" PRIu32, v.major, v.minor, v.build);
	else
		snprintf(buffer, WC_VERSION_TEXT, "%" PRIu32 ".%" PRIu32 ".%" PRIu32 ".%" PRId32, v.major, v.minor, v.build,
		         v.revision);
	return buffer;
}

static int
order(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

int
wc_version_compare(struct wc_version a, struct wc_version b)
{
	if (a.major != b.major)
		return order(a.major, b.major);
	if (a.minor != b.minor)
		return order(a.minor, b.minor);
	if (a.build != b.build)
		return order(a.build, b.build);
	if (a.revision == WC_REVISION_UNKNOWN || b.revision == WC_REVISION_UNKNOWN)
		return 0;
	return order((uint32_t)a.revision, (uint32_t)b.revision);
}

bool
wc_engine_version_parse(const char *text, struct wc_engine_version *ret_version)
{
	struct wc_engine_version v = {0};
	const char *p = text + (*text == 'v');
	if (!number(&p, WC_LIMIT_VERSION_PART, &v.major))
		return false;
	if (*p == '.' && (p++, !number(&p, WC_LIMIT_VERSION_PART, &v.minor)))
		return false;
	if (*p == '.' && (p++, !number(&p, WC_LIMIT_VERSION_PART, &v.patch)))
		return false;
	v.known = true;
	*ret_version = v;
	return true;
}

int64_t
wc_engine_version_number(struct wc_engine_version v)
{
	return (int64_t)v.major << 40 | (int64_t)v.minor << 20 | v.patch;
}

int
wc_engine_version_compare(struct wc_engine_version a, struct wc_engine_version b)
{
	if (a.major != b.major)
		return order(a.major, b.major);
	if (a.minor != b.minor)
		return order(a.minor, b.minor);
	return order(a.patch, b.patch);
}
