/* What holds where nothing is typed: the configuration files, then the environment. */
#ifndef WC_CLI_DEFAULTS_H
#define WC_CLI_DEFAULTS_H

#include "base/arena.h"
#include "base/err.h"
#include "cli/opt.h"

#include <stdbool.h>

/*
 * Gives `args` what the configuration files say (first the system's, then the person's own, which replaces it key by key)
 * and then what WINCOMPAT_* variables say, which replaces both. Keys are the long names of options; those of other commands
 * are passed over, a key that no command has is a fault. False and `err` with file, line and column. Source: contract 5.
 */
bool wc_defaults_apply(wc_arena *arena, struct wc_args *args, struct wc_err *err);

/* The environment variable of an option: "--fail-on" is WINCOMPAT_FAIL_ON. Owned by `arena`. */
const char *wc_defaults_variable(wc_arena *arena, const struct wc_opt *option);

#endif
