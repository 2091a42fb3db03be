/* The HTML report: a page made of images, hosts and findings. */
#ifndef WC_PRESENT_HTML_H
#define WC_PRESENT_HTML_H

#include "base/text.h"
#include "present/name_list.h"
#include "present/report.h"

/* What is said once of one image: cases whose answers read the same, on different hosts or in different places. */
struct wc_html_finding {
	const struct wc_case *first;
	size_t image;      /* index into wc_html.images */
	const char *body;  /* HTML */
	size_t head, tail; /* the first and the last of its cases, 1 + index into wc_report.cases */
	size_t count;
};

struct wc_html {
	wc_arena *arena;
	struct wc_text *out;
	const struct wc_report *report; /* its cases the worst first */
	struct wc_name_list images, hosts; /* in the order of the answers */
	const struct wc_case **host_case;  /* a case of each host */
	struct wc_html_finding *findings;  /* the worst first */
	size_t finding_count;
	size_t *next;    /* by case: the next one of the same finding, 1 + its index; 0: none */
	uint32_t *cells; /* by image * hosts + host: 1 + the worst finding; NULL where the grid would be too large */
};

/* Makes what the page shows of `report`. Owned by `arena`. */
struct wc_html wc_html_make(wc_arena *arena, struct wc_text *out, struct wc_report *report);

/* Adds text from outside: made safe (present/safe.h), then escaped. */
void wc_html_add(struct wc_text *out, wc_arena *arena, const char *text);

/* A name in the type of code; what stands in front of its last "/" is paler. */
void wc_html_name(struct wc_text *out, wc_arena *arena, const char *name);

/* "refused", "process isolation, with a warning": the case in words. Owned by `arena`. */
const char *wc_html_verdict(wc_arena *arena, const struct wc_case *c);

/* What is said of the case: reasons, remedies, warnings, what each authority says. HTML, owned by `arena`. */
const char *wc_html_body(wc_arena *arena, const struct wc_report *report, const struct wc_case *c);

/* The parts of the page that are tables and lists. */
void wc_html_grid(const struct wc_html *page);
void wc_html_findings(const struct wc_html *page);
void wc_html_rest(const struct wc_html *page);
void wc_html_hosts(const struct wc_html *page);
void wc_html_rules(const struct wc_html *page);

/* So many columns that their heads stand upright. */
enum { WC_HTML_MANY = 6 };

#endif
