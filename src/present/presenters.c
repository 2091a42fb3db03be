/* THE table of output formats for verdicts. */
#include "present/presenters.h"

#include "present/answers.h"

#include <string.h>

const struct wc_presenter wc_presenters[] = {
	{"text", "sentences for people", wc_present_text, NULL},
	{"json", "one VerdictList", wc_present_json, NULL},
	{"ndjson", "one Verdict a line", wc_present_ndjson, NULL},
};

const size_t wc_presenter_count = sizeof(wc_presenters) / sizeof(wc_presenters[0]);

const struct wc_presenter *
wc_presenter_find(const char *name)
{
	for (size_t i = 0; i < wc_presenter_count; i++) {
		if (strcmp(wc_presenters[i].name, name) == 0)
			return &wc_presenters[i];
	}
	return NULL;
}
