/* Wording: a verdict's rules, summary and remedies as sentences. */
#ifndef WC_PRESENT_WORDING_H
#define WC_PRESENT_WORDING_H

#include "base/arena.h"
#include "model/selection.h"
#include "model/verdict.h"

#include <stdbool.h>

enum { WC_DATE_TEXT = 16 };

/*
 * The rule's sentence for this verdict: its text with the placeholders of data/FORMAT.md filled in from the facts. One that
 * nobody knows stays as it stands. Owned by `arena`.
 */
const char *wc_wording(wc_arena *arena, const struct wc_verdict *verdict, const struct wc_reason *reason);

/* The rule's sentence for one finding about the index `image`. Owned by `arena`. */
const char *wc_lint_wording(wc_arena *arena, const struct wc_program *program, const struct wc_image *image,
                            const struct wc_lint *lint);

/* Is `name` (without braces) a placeholder of data/FORMAT.md? */
bool wc_placeholder_known(const char *name);

/* "process isolation" or "Hyper-V isolation"; "" for WC_MODE_NONE. */
const char *wc_mode_title(unsigned mode);

/* "Windows Server 2022", or "Windows 10.0.12345" where the build is in no release, or "linux". Owned by `arena`. */
const char *wc_host_title(wc_arena *arena, const struct wc_verdict *verdict);

/* "allowed", "refused" or "unknown". */
const char *wc_decision_title(unsigned decision);

/* Where a rule was read, and when it became known: what an edition prints is cited from that edition. */
struct wc_strings wc_rule_source(const struct wc_verdict *verdict, unsigned rule);
wc_date wc_rule_known(const struct wc_verdict *verdict, unsigned rule);

/* What was decided about: "process isolation, which this host uses by default (Windows Server 2022)". */
const char *wc_about(wc_arena *arena, const struct wc_verdict *verdict);

/* One sentence, the verdict first, then the deciding reason. Owned by `arena`. */
const char *wc_summary(wc_arena *arena, const struct wc_verdict *verdict);

/* The machine-readable part of a remedy: "hyperv", a reference, a version, a fact's name. Owned by `arena`. */
const char *wc_remedy_value(wc_arena *arena, const struct wc_verdict *verdict, const struct wc_remedy *remedy);

/* The remedy for people, short enough to be joined with others by ", or ". Owned by `arena`. */
const char *wc_remedy_text(wc_arena *arena, const struct wc_verdict *verdict, const struct wc_remedy *remedy);

/* All remedies as one phrase, the best one first; "" where there is none. Owned by `arena`. */
const char *wc_remedies_text(wc_arena *arena, const struct wc_verdict *verdict);

/* The release at `index` of the program, or NULL for WC_NO_RELEASE. */
const struct wc_release *wc_release_at(const struct wc_program *program, unsigned index);

/* "2024-12-03"; "" for the day 0. Returns `buffer`. */
const char *wc_date_print(wc_date date, char buffer[WC_DATE_TEXT]);

#endif
