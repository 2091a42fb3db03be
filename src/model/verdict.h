/* The verdict: what each authority says, what was decided, and which rules say why. Plain data, no text. */
#ifndef WC_MODEL_VERDICT_H
#define WC_MODEL_VERDICT_H

#include "model/facts.h"
#include "model/program.h"

enum {
	WC_MOST_REASONS = 12,
	WC_MOST_WARNINGS = 24,
	WC_MOST_SITE_WARNINGS = 16, /* of a site's rules: room is left for what the program itself must say */
	WC_MOST_NOTES = 8,
	WC_MOST_REMEDIES = 8,
	WC_MOST_NOT_EVALUATED = 12,
	WC_MOST_MODE_RULES = 8,
	WC_NO_RELEASE = 0xffff,
};

/* A rule that spoke, about one mode (WC_MODE_NONE: about the request as a whole). The sentence is written by present/wording. */
struct wc_reason {
	uint16_t rule;
	uint8_t says; /* enum wc_says: the effect it had */
	uint8_t mode; /* enum wc_mode */
	uint8_t fact; /* enum wc_fact, for rules about a fact */
};

/* Something to do instead. Which of mode, release and fact mean something depends on the action. */
struct wc_remedy {
	uint8_t action;   /* enum wc_action */
	uint8_t mode;     /* enum wc_mode: the isolation to use, or the one the remedy leads to */
	uint8_t fact;     /* enum wc_fact: for give-fact */
	uint16_t release; /* index of the release whose image to use, or of the host that would do (update-engine: of the selector); WC_NO_RELEASE */
	uint16_t site_rule; /* 1 + the site's rule whose own remedy it is; 0: none */
};

/* What is said about one mode. */
struct wc_mode_verdict {
	uint8_t status; /* enum wc_status */
	uint8_t vendor; /* enum wc_vendor */
	uint8_t prose;  /* enum wc_prose */
	uint8_t host;   /* enum wc_compute */
	uint8_t engine; /* enum wc_matcher */
	uint8_t rule_count;
	uint16_t rules[WC_MOST_MODE_RULES];
};

struct wc_verdict {
	const struct wc_program *program;
	const struct wc_matrix_edition *edition; /* in force, or NULL */
	const struct wc_host *host;
	const struct wc_image *image;
	struct wc_request request;
	const struct wc_matrix_cell *cell; /* the printed row that spoke, or NULL */
	struct wc_mode_verdict modes[2]; /* process, hyperv: use wc_mode_index */
	uint8_t decision;  /* enum wc_decision */
	uint8_t isolation; /* enum wc_mode: the mode that will be used; WC_MODE_NONE unless allowed */
	uint8_t judged;    /* enum wc_mode: the mode that the reasons are about (asked for, or by default) */
	uint8_t default_mode; /* enum wc_mode: what the engine would take by itself */
	uint8_t launch;    /* enum wc_launch */
	uint8_t reason_count, warning_count, note_count, remedy_count, not_evaluated_count;
	struct wc_reason reasons[WC_MOST_REASONS]; /* the deciding one first */
	struct wc_reason warnings[WC_MOST_WARNINGS];
	struct wc_reason notes[WC_MOST_NOTES];
	struct wc_remedy remedies[WC_MOST_REMEDIES]; /* the best one first */
	struct wc_reason not_evaluated[WC_MOST_NOT_EVALUATED]; /* .fact is the one that is missing */
	struct wc_choice choice; /* what the host's engine does with the image */
	uint64_t missing; /* bit i: enum wc_fact i would be needed to decide */
	uint16_t host_release, image_release; /* index, or the nearest one where the build is in none; WC_NO_RELEASE */
	bool host_build_known, image_build_known; /* the build is in the release data */
};

/* How a rule that was looked at fared. */
enum wc_trace_outcome { WC_TRACE_SPOKE, WC_TRACE_SILENT, WC_TRACE_OUTRANKED, WC_TRACE_NOT_KNOWN_YET, WC_TRACE_FACT_MISSING };

/* One rule that was looked at, for --explain. */
struct wc_trace_item {
	uint16_t rule;
	uint8_t mode;       /* enum wc_mode */
	enum wc_trace_outcome outcome;
	uint8_t fact;       /* the missing one */
	const char *detail; /* which condition did not hold ("host build"), or what it said ("says no") */
};

static inline unsigned
wc_mode_index(unsigned mode)
{
	return mode == WC_HYPERV;
}

#endif
