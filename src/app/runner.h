/* Labels of build machines: what they mean on a day. */
#ifndef WC_APP_RUNNER_H
#define WC_APP_RUNNER_H

#include "base/arena.h"
#include "model/program.h"

/* What `label` (any case) means on `day`: the newest row that has begun, the first where none has; NULL: nobody knows it. */
const struct wc_runner *wc_runner_find(const struct wc_program *program, const char *label, wc_date day);

/* The --host SPEC of a Windows runner, which is called `name` in answers; owned by `arena`. */
const char *wc_runner_spec(wc_arena *arena, const struct wc_runner *runner, const char *name);

#endif
