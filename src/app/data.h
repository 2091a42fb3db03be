/* Data files at run time: newer than those that were compiled in. */
#ifndef WC_APP_DATA_H
#define WC_APP_DATA_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/err.h"
#include "model/program.h"

#include <stdbool.h>

/*
 * Loads the *.yaml files of `folder` and of its subfolder matrix/ (data/FORMAT.md) to a program owned by `arena`. False with
 * `err` where a file cannot be read; false with faults in `diags` where they hold any, and `err` counts them.
 */
bool wc_data_load(wc_arena *arena, const char *folder, const struct wc_program **ret_program, struct wc_diags *diags,
                  struct wc_err *err);

#endif
