/* The findings about indexes as bytes: for `wincompat image --lint`. */
#ifndef WC_PRESENT_LINT_H
#define WC_PRESENT_LINT_H

#include "base/arena.h"
#include "base/err.h"
#include "model/selection.h"

struct wc_text;

/* What was found about one image. Borrowed. */
struct wc_lint_answer {
	const struct wc_image *image;
	const struct wc_err *error; /* why it could not be read, or NULL */
	const struct wc_lint *lint; /* `lint_count` findings */
	size_t lint_count;
};

/* A line for each finding, "REFERENCE: RULE: sentence"; one for an image without any. */
void wc_present_lint_text(struct wc_text *out, wc_arena *arena, const struct wc_program *program, const struct wc_lint_answer *answers,
                          size_t count);

/* One IndexLint object; `count` not 1: an IndexLintList. */
void wc_present_lint_json(struct wc_text *out, wc_arena *arena, const struct wc_program *program, const struct wc_lint_answer *answers,
                          size_t count);

/* One IndexLint object a line. */
void wc_present_lint_ndjson(struct wc_text *out, wc_arena *arena, const struct wc_program *program, const struct wc_lint_answer *answers,
                            size_t count);

#endif
