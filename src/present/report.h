/* A report: every answer as a case with its level, place, rule and sentences; what all formats for other programs share. */
#ifndef WC_PRESENT_REPORT_H
#define WC_PRESENT_REPORT_H

#include "present/presenters.h"

/* How bad a case is, best first; --fail-on names the same levels. */
#define WC_LEVEL_WORDS(X) \
	X(WC_LEVEL_PASS, "pass") X(WC_LEVEL_WARN, "warn") X(WC_LEVEL_UNRESOLVED, "unresolved") \
	X(WC_LEVEL_UNREADABLE, "unreadable") X(WC_LEVEL_UNKNOWN, "unknown") X(WC_LEVEL_REFUSE, "refuse")
enum wc_level { WC_LEVEL_WORDS(WC_ENUM_ITEM) WC_LEVEL_COUNT };
extern const struct wc_words wc_level_words;

/* The level for people: "refused", "allowed with a warning". */
const char *wc_level_title(enum wc_level level);

/* One line of a report. Everything is borrowed from the answers and their options. */
struct wc_case {
	enum wc_level level;
	const struct wc_answer *answer;         /* NULL for the two below */
	const struct wc_unresolved *unresolved; /* a reference that a scan could not resolve, or NULL */
	const struct wc_diag *diag;             /* a file that a scan could not read, or NULL */
	const struct wc_stretch *at;            /* the place in a file, or NULL (check) */
	const char *image, *host;               /* as answers name them; "" where the case has none */
	const char *subject;                    /* whose image it is ("service web"), or NULL */
	const struct wc_rule *rule;             /* the one that decided */
	struct wc_strings source;               /* where that rule was read */
	uint8_t excuse;                         /* enum wc_excuse: why the case does not count */
	const char *excuse_why;                 /* or NULL */
};

struct wc_report {
	const struct wc_present_options *options;
	struct wc_case *cases; /* as the answers come, then what could not be resolved, then the files that could not be read */
	size_t count;
	size_t counted[WC_LEVEL_COUNT]; /* cases of each level, without the excused ones */
	size_t excused;
};

/* Makes the report. Owned by `arena`; borrows what is given. */
struct wc_report *wc_report_make(wc_arena *arena, const struct wc_answer *answers, size_t count,
                                 const struct wc_present_options *options);

/*
 * Orders the cases for people who see only the first ones: what counts before what is excused, then the worst first; those
 * that are equally bad keep their order. The new array is owned by `arena`.
 */
void wc_report_worst_first(wc_arena *arena, struct wc_report *report);

/* "refused: process isolation, …; image 10.0.17763 is older than host …". Owned by `arena`, as all below. */
const char *wc_case_sentence(wc_arena *arena, const struct wc_report *report, const struct wc_case *c);

/* What to do instead, "" where nothing is known. */
const char *wc_case_remedy(wc_arena *arena, const struct wc_report *report, const struct wc_case *c);

/* The `i`-th warning, or NULL behind the last. */
const char *wc_case_warning(wc_arena *arena, const struct wc_case *c, size_t i);

/* "mcr.microsoft.com/…:ltsc2019 on ws2022 (service web)"; of a file that could not be read its name. */
const char *wc_case_title(wc_arena *arena, const struct wc_case *c);

/* Title, sentence, warnings, remedy and excuse on one line, made safe (present/safe.h). */
const char *wc_case_message(wc_arena *arena, const struct wc_report *report, const struct wc_case *c);

/* "ignored in the file", "waived by the policy", "known in the baseline", with its reason; NULL where the case counts. */
const char *wc_case_excuse(wc_arena *arena, const struct wc_case *c);

/* "1 refused, 2 unknown, 14 allowed (3 with warnings)": what counts, then what is excused. */
const char *wc_report_counts(wc_arena *arena, const struct wc_report *report);

#endif
