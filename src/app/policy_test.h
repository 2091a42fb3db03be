/* The use case `policy test`: the examples of policies and the cases of case files. */
#ifndef WC_APP_POLICY_TEST_H
#define WC_APP_POLICY_TEST_H

#include "app/gather.h"
#include "base/diag.h"
#include "model/test_result.h"

/*
 * Tests every operand: a policy (a *.yaml file, a folder, or a ready-made one) runs its examples beside `policies`, any other file is a case
 * file (tests/cases/README.md), run under `policies`. False where one cannot be read: `err`, and faults in `diags`. Owned by `arena`.
 */
bool wc_policy_test_run(wc_arena *arena, const struct wc_program *program, struct wc_names operands, struct wc_names policies,
                        struct wc_tested *ret_tested, struct wc_diags *diags, struct wc_err *err);

#endif
