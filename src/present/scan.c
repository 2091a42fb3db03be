/* How the findings of a scan are written: some formats have a form of their own for them. */
#include "present/scan.h"

#include "present/answers.h"

static const struct {
	wc_present *list, *scan;
} own[] = {
	{wc_present_text, wc_present_scan_text},
	{wc_present_json, wc_present_scan_json},
	{wc_present_ndjson, wc_present_scan_ndjson},
};

wc_present *
wc_scan_present(const struct wc_presenter *presenter)
{
	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (own[i].list == presenter->list)
			return own[i].scan;
	return presenter->list;
}
