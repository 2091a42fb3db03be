/* Comparing two policies exactly: in which situations, and in which only, they come to different verdicts. */
#ifndef WC_POLICY_SITE_DIFF_H
#define WC_POLICY_SITE_DIFF_H

#include "base/arena.h"
#include "base/err.h"
#include "model/policy_change.h"
#include "model/program.h"
#include "policy/decide.h"

/*
 * Every class of situations whose verdict, warnings or notes differ between the rules of `before` and those of `after` (programs that
 * extend the one of `data`, a tabulated view without a site). Empty exactly where both are equivalent. Facts that neither asks for stand at
 * the value that leaves the most open; `most` classes are listed, all are counted. Owned by `arena`. False and `err` where patterns cannot be
 * compared exactly. Source: docs/policy.md, "Exactness".
 */
bool wc_policy_diff(wc_arena *arena, const struct wc_view *data, const struct wc_program *before, const struct wc_program *after, size_t most,
                    struct wc_policy_classes *ret_classes, struct wc_err *err);

/*
 * What is wrong with the rules of `program`: rules that never hold, rules that change nothing, pairs that together forbid both modes where
 * the matrix allows one, waivers that have expired on `today`; each with a situation that shows it. Examples are not run here. As above.
 */
bool wc_policy_lint(wc_arena *arena, const struct wc_view *data, const struct wc_program *program, wc_date today,
                    struct wc_policy_findings *ret_findings, struct wc_err *err);

#endif
