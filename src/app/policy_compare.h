/* Use cases of exact policies: what changes between two, and what is wrong with one. */
#ifndef WC_APP_POLICY_COMPARE_H
#define WC_APP_POLICY_COMPARE_H

#include "base/arena.h"
#include "base/err.h"
#include "model/policy_change.h"
#include "model/program.h"

/* The classes of situations whose verdict differs between the policies of two programs made from `data`; wc_policy_diff. */
bool wc_policies_compare(wc_arena *arena, const struct wc_program *data, const struct wc_program *before, const struct wc_program *after,
                         size_t most, struct wc_policy_classes *ret_classes, struct wc_err *err);

/* What is wrong with the policies of `program`: wc_policy_lint, and the examples that do not hold. */
bool wc_policies_lint(wc_arena *arena, const struct wc_program *data, const struct wc_program *program, wc_date today,
                      struct wc_policy_findings *ret_findings, struct wc_err *err);

#endif
