/* Situations: a few values of each fact that the random policies ask. */
#include "situations.h"

#include "app/program.h"
#include "model/date.h"
#include "policy/site/axis.h"
#include "policy/site/number.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TAKE(number, list) (list)[take(&(number), sizeof(list) / sizeof((list)[0]))]

static unsigned
take(unsigned *number, unsigned of)
{
	unsigned digit = *number % of;
	*number /= of;
	return digit;
}

static struct wc_version
version(uint32_t build, int32_t revision)
{
	return build ? (struct wc_version){10, 0, build, revision} : WC_VERSION_UNKNOWN;
}

void
situation_make(unsigned n, struct situation *s)
{
	static const uint32_t hosts[] = {17763, 18363, 20348, 26100, 18000, 0}, images[] = {17763, 20348, 26100, 18000, 0};
	static const uint8_t products[] = {WC_SERVER, WC_CLIENT}, families[] = {0, WC_SERVERCORE, WC_NANOSERVER, WC_HOSTPROCESS}, purposes[] = {0, WC_PRODUCTION},
	                     hyperv[] = {WC_NO, WC_YES}, editions[] = {0, WC_HOME, WC_PRO};
	static const char *const spaces[] = {"shop", "bank", "other", NULL};
	static const int32_t revisions[][2] = {{-1, -1}, {100, 100}, {100, 9000}, {9000, 100}, {600, -1}};
	static const wc_date days[] = {20261125, 20300101};
	uint32_t host = TAKE(n, hosts), image;
	memset(s, 0, sizeof(*s));
	s->host.product = TAKE(n, products);
	image = TAKE(n, images);
	s->image.family = TAKE(n, families);
	s->request.name_space = TAKE(n, spaces);
	s->request.purpose = TAKE(n, purposes);
	s->request.isolation = (uint8_t)take(&n, 4);
	s->host.hyperv = TAKE(n, hyperv);
	s->host.edition = TAKE(n, editions);
	const int32_t *revision = revisions[take(&n, 5)];
	s->request.today = TAKE(n, days);
	s->host.version = version(host, revision[0]);
	s->image.version = version(image, revision[1]);
	s->host.os = s->image.os = WC_OS_WINDOWS;
	s->host.arch = s->image.arch = WC_AMD64;
	s->host.containers = WC_YES;
	s->host.sandbox = WC_VERSION_UNKNOWN;
	s->host.name = s->host.spec = "host";
	s->image.reference = "image";
}

/* Is the number in "17763" or "17764-18361", as the axis writes them? */
static bool
in_stretch(const struct wc_axis *axis, const char *text, int64_t value)
{
	struct wc_err err;
	char from[32];
	size_t split = axis->form == WC_FORM_DATE ? 10 : (size_t)(strchr(text + (*text == '-'), '-') ? strchr(text + (*text == '-'), '-') - text : (long)strlen(text));
	int64_t low, high;
	if (strcmp(text, "unknown") == 0)
		return value == WC_VALUE_UNKNOWN;
	snprintf(from, sizeof(from), "%.*s", (int)split, text);
	if (axis->form == WC_FORM_DAYS) { /* days without end are written as they are, beyond what a policy may say */
		low = strtoll(from, NULL, 10);
		high = text[split] ? strtoll(text + split + 1, NULL, 10) : low;
	} else if (!wc_number_read(wc_program_builtin(), axis, from, &low, &err) ||
	           !wc_number_read(wc_program_builtin(), axis, text[split] ? text + split + 1 : from, &high, &err)) {
		fprintf(stderr, "%s: %s\n", axis->name, text);
		abort();
	}
	return value != WC_VALUE_UNKNOWN && low <= value && value <= high;
}

/* Does the sample stand for the text, where these are the texts and patterns that the policies name? */
static bool
alike(const char *sample, const char *text, const char *policies)
{
	static const char *const names[] = {"shop", "bank"};
	if (!text || strcmp(sample, "(none)") == 0)
		return !text && strcmp(sample, "(none)") == 0;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strstr(policies, names[i]) && (strcmp(sample, names[i]) == 0) != (strcmp(text, names[i]) == 0))
			return false;
	if (strstr(policies, "'s*'") && (*sample == 's') != (*text == 's'))
		return false;
	bool sample_fits = *sample == 'b' && sample[1] && sample[strlen(sample) - 1] == 'k', text_fits = strcmp(text, "bank") == 0;
	return !strstr(policies, "^b.*k$") || sample_fits == text_fits;
}

static bool
fact_holds(const struct wc_fact_values *values, const struct situation *s, const char *policies)
{
	struct wc_situation facts = {wc_program_builtin(), &s->host, &s->image, &s->request};
	for (unsigned id = 0; id < WC_AXIS_COUNT; id++) {
		const struct wc_axis *axis = &wc_axes[id];
		if (strcmp(axis->name, values->fact) != 0)
			continue;
		for (size_t i = 0; i < values->count; i++) {
			if (axis->kind == WC_AXIS_TEXTS ? alike(values->value[i], s->request.name_space, policies) :
			    axis->kind == WC_AXIS_WORDS ? strcmp(wc_axis_number(id, &facts) == WC_VALUE_UNKNOWN ? "unknown" : wc_word(axis->words, (unsigned)wc_axis_number(id, &facts)), values->value[i]) == 0
			                                : in_stretch(axis, values->value[i], wc_axis_number(id, &facts)))
				return true;
		}
		return false;
	}
	fprintf(stderr, "an unknown fact: %s\n", values->fact);
	abort();
}

bool
class_holds(const struct wc_policy_class *class, const struct situation *s, const char *policies)
{
	for (size_t i = 0; i < class->when_count; i++)
		if (!fact_holds(&class->when[i], s, policies))
			return false;
	return true;
}
