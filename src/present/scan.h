/* The answers of a scan as a report: for people by file, for programs as one Report. */
#ifndef WC_PRESENT_SCAN_H
#define WC_PRESENT_SCAN_H

#include "present/presenters.h"

/* The findings by file, each with its line, verdict, reason and remedy; allowed ones without warnings are only counted. */
wc_present wc_present_scan_text;

/* One Report (`json`), or one Finding a line, then an Unresolved and an Error a line each (`ndjson`). Source: contract 9. */
wc_present wc_present_scan_json, wc_present_scan_ndjson;

/* How the findings of a scan are written in the format of `presenter`. */
wc_present *wc_scan_present(const struct wc_presenter *presenter);

#endif
