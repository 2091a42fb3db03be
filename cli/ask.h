/* Interactive queries: asks for a host, then for images, until the end of input. */
#ifndef WC_CLI_ASK_H
#define WC_CLI_ASK_H

#include "app/check.h"
#include "cli/exit.h"
#include "cli/opt.h"

/*
 * Asks on standard error and answers on standard output; the host is remembered until an empty line asks for another. What
 * cannot be answered is said, and the next question follows. Returns the gravest exit code of the answers. `check` holds
 * what options said already.
 */
enum wc_exit wc_ask(wc_arena *arena, const struct wc_args *args, const struct wc_check *check);

#endif
