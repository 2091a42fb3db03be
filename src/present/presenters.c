/* THE table of output formats for verdicts. */
#include "present/presenters.h"

#include "present/answers.h"

#include <string.h>

const struct wc_presenter wc_presenters[] = {
	{"text", "sentences for people", wc_present_text, NULL},
	{"json", "one VerdictList", wc_present_json, NULL},
	{"ndjson", "one Verdict a line", wc_present_ndjson, NULL},
	{"sarif", "SARIF 2.1.0, for code scanning", wc_present_sarif, NULL},
	{"junit", "JUnit XML, for test reports", wc_present_junit, NULL},
	{"tap", "TAP 13, for test harnesses", wc_present_tap, NULL},
	{"github", "annotations and a step summary of GitHub Actions", wc_present_github, wc_present_step_summary},
	{"azure", "logging commands of Azure Pipelines", wc_present_azure, NULL},
	{"gitlab", "a code quality report of GitLab", wc_present_gitlab, NULL},
	{"checkstyle", "Checkstyle XML", wc_present_checkstyle, NULL},
	{"html", "a page for people, in one file", wc_present_html, NULL},
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
