/* The parts of a SARIF log. */
#ifndef WC_PRESENT_SARIF_H
#define WC_PRESENT_SARIF_H

#include "format/json_write.h"
#include "present/rule_list.h"

/* "error", "warning", "note" or "none". */
const char *wc_sarif_level(enum wc_level level);

/*
 * wc_case_message without what SARIF reads as an embedded link or a placeholder (3.11.5, 3.11.6): "](" becomes "]\x28",
 * "{0" becomes "\x7b0".
 */
const char *wc_sarif_message(wc_arena *arena, const struct wc_report *report, const struct wc_case *c);

/* The member "locations": the place in the file; without one the image itself, as scanners of images do. */
void wc_sarif_locations(struct wc_json_out *out, wc_arena *arena, const struct wc_case *c);

/* The member "results": every case of `report`; `rules` has the rule of each. */
void wc_sarif_results(struct wc_json_out *out, wc_arena *arena, const struct wc_report *report,
                      const struct wc_rule_list *rules);

#endif
