/* The labels of a build machine. What a label is a host of, data/ says; here is only how labels are built. */
#include "source/workload/labels.h"

#include <string.h>
#include <strings.h>

/* Labels that every self-hosted machine of GitHub has one of: no name of a host. */
static const char *const general[] = {"self-hosted", "windows", "linux", "macos", "x64", "x86", "arm", "arm64", "amd64"};

static uint8_t
os_of(const char *label)
{
	static const struct {
		const char *start;
		uint8_t os;
	} rows[] = {
		{"windows", WC_OS_WINDOWS}, {"win-", WC_OS_WINDOWS}, {"vs20", WC_OS_WINDOWS},
		{"ubuntu", WC_OS_LINUX},    {"linux", WC_OS_LINUX},  {"macos", WC_OS_OTHER},
		{"saas-windows", WC_OS_WINDOWS}, {"saas-linux", WC_OS_LINUX}, {"saas-macos", WC_OS_OTHER},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strncasecmp(label, rows[i].start, strlen(rows[i].start)) == 0)
			return rows[i].os;
	return WC_OS_UNKNOWN;
}

static void
add_host(struct wc_labels *labels, const char *label)
{
	for (size_t i = 0; i < labels->count; i++)
		if (strcmp(labels->host[i], label) == 0)
			return;
	if (labels->count < WC_LIMIT_HOST_LABELS)
		labels->host[labels->count++] = label;
}

void
wc_labels_add(struct wc_labels *labels, const char *label)
{
	if (!*label)
		return;
	if (!labels->os)
		labels->os = os_of(label);
	for (size_t i = 0; i < sizeof(general) / sizeof(general[0]); i++)
		if (strcasecmp(label, general[i]) == 0)
			return;
	add_host(labels, label);
}

void
wc_labels_join(struct wc_labels *labels, const struct wc_labels *more)
{
	for (size_t i = 0; i < more->count; i++)
		add_host(labels, more->host[i]);
}
