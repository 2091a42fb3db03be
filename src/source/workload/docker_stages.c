/* Stages of a Dockerfile, by name. */
#include "source/workload/docker_stages.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static bool
same_name(const char *a, const char *b)
{
	while (*a && tolower((unsigned char)*a) == tolower((unsigned char)*b)) {
		a++;
		b++;
	}
	return !*a && !*b;
}

size_t
wc_docker_stage_find(const struct wc_docker_stage *stages, size_t count, const char *name, bool numbers)
{
	for (size_t i = count; i-- > 0;)
		if (stages[i].name && same_name(stages[i].name, name))
			return i;
	size_t digits = strspn(name, "0123456789");
	if (!numbers || digits == 0 || digits > 4 || name[digits])
		return SIZE_MAX;
	size_t number = strtoul(name, NULL, 10);
	return number < count ? number : SIZE_MAX;
}
