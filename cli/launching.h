/* From a checked image to a running container, or to a word why not: what `run` says, records and launches. */
#ifndef WC_CLI_LAUNCHING_H
#define WC_CLI_LAUNCHING_H

#include "app/run.h"
#include "cli/exit.h"
#include "cli/opt.h"

/* Where the engine is to write the container's id, for --verify: a new name in the folder for temporary files; else NULL. */
const char *wc_launching_cidfile(wc_arena *arena, const struct wc_args *args);

/*
 * Says what was decided, writes it into the journal, and launches, prints or refuses. Returns the container's own exit code,
 * or WC_EXIT_NOT_LAUNCHED.
 */
enum wc_exit wc_launching(wc_arena *arena, const struct wc_args *args, const struct wc_run *run, const struct wc_run_ready *ready);

#endif
