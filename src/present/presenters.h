/* THE table of output formats for verdicts, and what every one of them is given. */
#ifndef WC_PRESENT_PRESENTERS_H
#define WC_PRESENT_PRESENTERS_H

#include "base/arena.h"
#include "base/err.h"
#include "model/finding.h"
#include "model/selection.h"
#include "model/verdict.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct wc_text; /* base/text.h: the sink for bytes */

/* The answer for one image on one host. Everything is borrowed. */
struct wc_answer {
	const struct wc_host *host;
	const struct wc_image *image;       /* as read, with all its entries; where it could not be read at least `reference` is set */
	const struct wc_verdict *verdict;   /* NULL where the image could not be read: the answer is `unknown` (contract 6) */
	const struct wc_err *error;         /* why not, or NULL */
	size_t picked;                      /* the entry of `image` that was judged, SIZE_MAX where there is none */
	const struct wc_selection *selection; /* what the host's engine does with every entry, or NULL where none is named */
	const char *const *entry_why;       /* why each of image->entry_count entries was not picked, or NULL */
	const struct wc_trace_item *trace;  /* every rule that was looked at (--explain), or NULL */
	size_t trace_count;
	const struct wc_finding *finding;   /* where a file names the image, and what excuses it (scan), or NULL (check) */
};

/* What was asked, the same for every answer, and how to show it. */
struct wc_present_options {
	const struct wc_program *program;
	const struct wc_matrix_edition *edition; /* in force, or NULL */
	struct wc_request request;
	const struct wc_scan_rest *rest; /* what a scan says besides its findings, or NULL (check) */
	const char *version; /* of this program */
	void (*sha256)(const void *bytes, size_t length, uint8_t ret_digest[32]); /* wc_sha256 of io/digest.h: for fingerprints */
	bool colour;  /* the text may hold ANSI colours */
	bool explain; /* the text shows every rule that was looked at */
};

/*
 * Writes all answers to `out`; `arena` is for scratch. Those of check come hosts outer, images inner; those of scan in the
 * order of files and lines. A format that ranks (worst first) does so itself.
 */
typedef void wc_present(struct wc_text *out, wc_arena *arena, const struct wc_answer *answers, size_t count,
                        const struct wc_present_options *options);

/* One format of --output. */
struct wc_presenter {
	const char *name;  /* "json" */
	const char *title; /* for the help */
	wc_present *list;
	wc_present *summary; /* what is appended to the file that the CI names for summaries, or NULL */
};

extern const struct wc_presenter wc_presenters[];
extern const size_t wc_presenter_count;

/* The presenter called `name`, or NULL. The first of the table is the default. */
const struct wc_presenter *wc_presenter_find(const char *name);

/* The answers for -q: a line `process`, `hyperv`, `refuse` or `unknown` for each (contract 5). */
wc_present wc_present_quiet;

#endif
