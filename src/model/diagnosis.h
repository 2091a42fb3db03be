/* Diagnosis: what an engine's error text says. Its vocabularies, and what was found in a text; data only. */
#ifndef WC_MODEL_DIAGNOSIS_H
#define WC_MODEL_DIAGNOSIS_H

#include "model/program.h"

/* How sure it is that a text which fits the pattern is this error. */
#define WC_CONFIDENCE_WORDS(X) \
	X(WC_CONFIDENCE_NONE, "none") X(WC_POSSIBLE, "possible") X(WC_LIKELY, "likely") X(WC_CERTAIN, "certain")
enum wc_confidence { WC_CONFIDENCE_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_confidence_words;

/* Are the versions of host and image the cause? */
#define WC_BLAME_WORDS(X) X(WC_BLAME_NONE, "none") X(WC_BLAME_NO, "no") X(WC_BLAME_MAYBE, "maybe") X(WC_BLAME_YES, "yes")
enum wc_blame { WC_BLAME_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_blame_words;

/* What an error is about: host and image together, or the host (or anything else) without the image, of which no check tells. */
#define WC_SUBJECT_WORDS(X) X(WC_SUBJECT_IMAGE, "image") X(WC_SUBJECT_HOST, "host")
enum wc_subject { WC_SUBJECT_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_subject_words;

/* What a text tells beside the error itself: the named groups of patterns in data/errors.yaml, and the keys of `facts`. */
#define WC_DETAIL_WORDS(X) \
	X(WC_DETAIL_HOST_VERSION, "hostVersion") X(WC_DETAIL_IMAGE_VERSION, "imageVersion") X(WC_DETAIL_IMAGE, "image") \
	X(WC_DETAIL_CODE, "code") X(WC_DETAIL_OPERATION, "operation") X(WC_DETAIL_OS, "os") \
	X(WC_DETAIL_ARCHITECTURE, "architecture") X(WC_DETAIL_VALUE, "value")
enum wc_detail { WC_DETAIL_WORDS(WC_ENUM_ITEM) WC_DETAILS };
extern const struct wc_words wc_detail_words;

enum { WC_MOST_CONTEXT = 4 };

/* One error, with the same details wherever it stands in the text. Owned by the arena of the reading. */
struct wc_error_match {
	const struct wc_error_text *error; /* borrowed from the program */
	const char *detail[WC_DETAILS];    /* by enum wc_detail; NULL where the text does not say it */
	const char *excerpt;               /* of the first line that says it; cut, and not yet safe for a terminal */
	uint64_t line;                     /* the first one, from 1 */
	uint64_t count;                    /* of lines that say it */
};

/* Everything that was found in one text. */
struct wc_error_matches {
	struct wc_error_match *item;
	size_t count;
	uint64_t more;         /* lines with further findings than could be kept */
	uint64_t lines, bytes; /* of the text */
	/* What errors and clues together say of each detail: its different values, in the order met. */
	struct wc_values {
		const char *item[WC_MOST_CONTEXT];
		size_t count;
		bool more; /* there are others */
	} context[WC_DETAILS];
};

#endif
