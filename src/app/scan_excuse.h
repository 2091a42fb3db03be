/* What excuses findings: comments in files, the repository's own wincompat.yaml, and a baseline. */
#ifndef WC_APP_SCAN_EXCUSE_H
#define WC_APP_SCAN_EXCUSE_H

#include "app/scan_files.h"
#include "present/presenters.h"

/* A rule that wincompat.yaml ignores. */
struct wc_ignored_rule {
	const char *rule;      /* an id, or "*" */
	const char *path;      /* a glob of files, or NULL: all */
	const char *reference; /* a glob of references, in which * is any text, or NULL: all */
	const char *reason;
};

/* Excuses the finding of `answer` where a comment on its line, or one of the rules, says so. Findings are copied, not changed. */
void wc_scan_excuse(wc_arena *arena, struct wc_answer *answer, const struct wc_scan_read *read, const struct wc_ignored_rule *rules,
                    size_t rule_count);

/*
 * Excuses the finding of `answer` where a waiver of the policy took it out of a rule and nothing else speaks against it: allowed, and
 * without a warning. As above.
 */
void wc_scan_waived(wc_arena *arena, struct wc_answer *answer);

/* Adds a fault for each comment that names no rule of `program`. */
void wc_scan_ignores_check(const struct wc_scan_read *read, const struct wc_program *program, struct wc_diags *faults);

/*
 * Reads the Report `path` (`scan -o json` wrote it) and excuses every finding that stands in it: the same file, reference,
 * host, decision and rule, as often as it stands there. False and `err` where it cannot be read.
 */
bool wc_scan_baseline(wc_arena *arena, const char *path, struct wc_answer *answers, size_t count, struct wc_err *err);

#endif
