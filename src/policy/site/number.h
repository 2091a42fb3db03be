/* Numbers in conditions: operators, literals of each form, and the sets that they stand for. */
#ifndef WC_POLICY_SITE_NUMBER_H
#define WC_POLICY_SITE_NUMBER_H

#include "base/err.h"
#include "policy/site/axis.h"
#include "policy/site/span.h"

enum wc_operator { WC_IS, WC_IS_NOT, WC_BELOW, WC_AT_MOST, WC_ABOVE, WC_AT_LEAST };

/* "< 20348": the operator (none is =) and what it compares with. */
struct wc_comparison {
	enum wc_operator operator;
	const char *literal;
};

/* Reads the comparison at the start of `text`; returns where the next one stands (behind a comma), or NULL behind the last. */
const char *wc_comparison_next(wc_arena *arena, const char *text, struct wc_comparison *ret_comparison);

/* What compares so with `value`, between low and high. */
struct wc_spans wc_comparison_spans(wc_arena *arena, enum wc_operator op, int64_t value, int64_t low, int64_t high);

/* The orders (enum wc_order) of image against host that the operator allows; `mirrored`: it stood behind the host's fact. */
struct wc_spans wc_comparison_order(wc_arena *arena, enum wc_operator op, bool mirrored);

/* Reads a literal of the axis' form. False and `err` where it is none. */
bool wc_number_read(const struct wc_program *program, const struct wc_axis *axis, const char *literal, int64_t *ret_value, struct wc_err *err);

/* Is `high`, as the end of a span, better said as "below" the next value? The last part of an engine's version has no end that people know. */
bool wc_number_ends_below(const struct wc_axis *axis, int64_t high);

/* Writes a value of the axis as a policy would: a word, a build, a date. Owned by `arena`. */
const char *wc_number_print(wc_arena *arena, const struct wc_axis *axis, int64_t value);

#endif
