/* A finding of a scan: one use of an image, judged for one host, with what excuses it; and what a scan says besides. */
#ifndef WC_MODEL_FINDING_H
#define WC_MODEL_FINDING_H

#include "base/diag.h"
#include "model/workload.h"

#include <stddef.h>
#include <stdint.h>

/* Why a finding does not count: a comment in the file, a waiver of the policy, or the baseline that already has it. */
#define WC_EXCUSE_WORDS(X) X(WC_EXCUSE_NONE, "none") X(WC_IGNORED, "ignored") X(WC_WAIVED, "waived") X(WC_IN_BASELINE, "baseline")
enum wc_excuse { WC_EXCUSE_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_excuse_words;

/* What a scan says of a use besides its verdict (near its support end, not as its lock says): weighs like a warning. */
struct wc_scan_remark {
	uint16_t rule;    /* index into wc_program.rules: its id, title and sources */
	const char *text; /* the whole sentence */
};

/* One use of an image on one host. Everything is borrowed. */
struct wc_finding {
	const struct wc_use *use;
	const struct wc_scan_remark *remarks;
	size_t remark_count;
	uint8_t excuse;         /* enum wc_excuse */
	uint16_t waiver;        /* of WC_WAIVED: the index of the waiver into wc_program.rules */
	const char *excuse_why; /* the reason that was given for it, or NULL */
};

/* What a scan says besides its findings. */
struct wc_scan_rest {
	const struct wc_unresolved *unresolved; /* references that hold a variable nobody gives a value */
	size_t unresolved_count;
	const struct wc_diag *errors; /* the first of the files that could not be read or parsed; the others follow by `next` */
};

#endif
