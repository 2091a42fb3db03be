/* Conditions: what stands under `when`, as an expression over axes, and the same as a list of arms. */
#ifndef WC_POLICY_SITE_CONDITION_H
#define WC_POLICY_SITE_CONDITION_H

#include "policy/record.h"
#include "policy/site/site.h"

/* The axes that some condition asks, and their tests, while policies are read. */
struct wc_axis_list {
	struct wc_site_axis *axis;
	size_t count;
};

/* What conditions are read with. */
struct wc_condition_reader {
	struct wc_reader *reader;
	const struct wc_program *program; /* for the names of releases */
	struct wc_axis_list *axes;
};

enum wc_expression_kind { WC_EXPRESSION_LIMIT, WC_EXPRESSION_ALL, WC_EXPRESSION_ANY };

/* An expression. ALL of nothing holds always, ANY of nothing never. */
struct wc_expression {
	enum wc_expression_kind kind;
	struct wc_site_limit limit; /* of LIMIT: spans, or one wanted outcome */
	struct wc_expression *first, *next; /* of ALL and ANY: the parts; the next part of the one above */
};

/* Reads the map under `when`. NULL, with every fault at its place, where it is wrong. */
struct wc_expression *wc_condition_read(struct wc_condition_reader *reader, const struct wc_node *node);

/* An expression of parts; the parts are linked, not copied. */
struct wc_expression *wc_expression_of(wc_arena *arena, enum wc_expression_kind kind, struct wc_expression *a, struct wc_expression *b);

/* The expression that holds where `e` does not, and lacks a fact where `e` does. A copy. */
struct wc_expression *wc_expression_not(wc_arena *arena, const struct wc_axis_list *axes, const struct wc_expression *e);

/* A copy of `e` alone, so that it can stand in another expression, too. */
struct wc_expression *wc_expression_copy(wc_arena *arena, const struct wc_expression *e);

/* The number of the axis in the list; it is added where it is new. */
uint16_t wc_axis_take(wc_arena *arena, struct wc_axis_list *axes, enum wc_axis_id id, const char *label);

/* The number of the test among those of the axis; it is added where it is new. */
uint32_t wc_axis_take_test(wc_arena *arena, struct wc_site_axis *axis, struct wc_test test);

/* A limit on numbers or words as an expression. */
struct wc_expression *wc_expression_spans(wc_arena *arena, uint16_t axis, struct wc_spans spans);

/* Arms that are being collected. */
struct wc_arm_list {
	struct wc_arm *arm;
	size_t count, room;
	size_t unfolded; /* what was copied to make them; WC_LIMIT_UNFOLDING at most */
};

/*
 * Adds the arms of the expression to `arms`: it holds where one of them does. Arms that no value can satisfy are left out. False where
 * there would be more than WC_LIMIT_ARMS for this expression, or where they take too much work.
 */
bool wc_expression_arms(wc_arena *arena, const struct wc_expression *e, uint32_t rule, struct wc_arm_list *arms);

/* policy/site/value.c: what stands behind one axis, as an expression. NULL and faults where it is wrong. */
struct wc_expression *wc_condition_value(struct wc_condition_reader *reader, enum wc_axis_id id, const char *label, const struct wc_node *node);

/* policy/site/value_text.c: the same for an axis of texts. */
struct wc_expression *wc_condition_text(struct wc_condition_reader *reader, enum wc_axis_id id, const char *label, const struct wc_node *node);

/* policy/site/value_text.c: the same for host.osVersion and image.osVersion, which ask build and revision. */
struct wc_expression *wc_condition_version(struct wc_condition_reader *reader, enum wc_axis_id build, enum wc_axis_id revision,
                                           const struct wc_node *node);

#endif
