/* The program (all data) that a use case works with. */
#ifndef WC_APP_PROGRAM_H
#define WC_APP_PROGRAM_H

#include "base/arena.h"
#include "base/err.h"
#include "model/program.h"

#include <stdbool.h>

/* The data that was compiled into this executable. Constant. */
const struct wc_program *wc_program_builtin(void);

/* The newest day on which a row of `program` was compared with its source. */
wc_date wc_program_checked(const struct wc_program *program);

/*
 * The edition of the matrix called `name` (an id or a publication date), or the one in force where `name` is NULL. False and
 * `err` (WC_FAULT_INPUT) where no such edition was published.
 */
bool wc_program_edition(wc_arena *arena, const struct wc_program *program, const char *name,
                        const struct wc_matrix_edition **ret_edition, struct wc_err *err);

#endif
