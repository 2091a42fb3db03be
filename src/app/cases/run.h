/* Running cases: read what a case names, decide, compare; and which rules of the policies spoke while doing so. */
#ifndef WC_APP_CASES_RUN_H
#define WC_APP_CASES_RUN_H

#include "app/cases/file.h"
#include "app/gather.h"
#include "base/err.h"
#include "model/program.h"
#include "model/test_result.h"

#include <stdbool.h>

/* What outlives a case: programs with policies, and views, are dear to make and shared by many. */
struct wc_case_runner;

/* A runner on the data of `program`, with the policies `policies` where a case names none; they must be loadable. Owned by `arena`, borrows both. */
struct wc_case_runner *wc_case_runner_new(wc_arena *arena, const struct wc_program *program, struct wc_names policies);

/* Runs a case; every difference goes to `diags`, at the case's line. Paths in a case are meant from the current folder. */
void wc_case_run(struct wc_case_runner *runner, const struct wc_case *c, struct wc_diags *diags);

/* The program of the runner's policies with those that `policies` names ("": none), as its cases see it. False with `err`, or faults in `diags`. */
bool wc_case_load(struct wc_case_runner *runner, const char *policies, const struct wc_program **ret_program, struct wc_diags *diags, struct wc_err *err);

/* Every rule of every policy that the runners loaded, by id, with how many of its arms held in some case. Owned by `arena`. */
struct wc_rule_coverage *wc_case_coverage(wc_arena *arena, struct wc_case_runner *const *runner, size_t runners, size_t *ret_count);

#endif
