/* What an exact look at policies found, as text and JSON. */
#ifndef WC_PRESENT_POLICY_CHANGE_H
#define WC_PRESENT_POLICY_CHANGE_H

#include "base/text.h"
#include "model/policy_change.h"

/*
 * The classes of a comparison. Text: what changes, where, an example, and whose doing it is. JSON: kind PolicyDiff (contract 9). `past`: what
 * becomes of past decisions, or NULL where none were looked at.
 */
void wc_present_classes_text(struct wc_text *out, wc_arena *arena, const struct wc_policy_classes *classes, const struct wc_policy_past *past);
void wc_present_classes_json(struct wc_text *out, const struct wc_policy_classes *classes, const struct wc_policy_past *past);

/* The findings about a policy. JSON: kind PolicyLint. */
void wc_present_findings_text(struct wc_text *out, wc_arena *arena, const struct wc_policy_findings *findings);
void wc_present_findings_json(struct wc_text *out, const struct wc_policy_findings *findings);

#endif
