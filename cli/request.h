/* What options of several commands say of a request: the mode that is wanted, what for, and the two days that it stands in. */
#ifndef WC_CLI_REQUEST_H
#define WC_CLI_REQUEST_H

#include "cli/opt.h"
#include "model/date.h"
#include "model/facts.h"

/* --isolation and --purpose, each where the command has it; all else is zeroed. */
struct wc_request wc_request_asked(const struct wc_args *args);

/*
 * --as-of (0 where it is not given), and --today: without it the day of --as-of, without that the clock's. A command may lack --today.
 * False and `err` where one is no date; then neither is set.
 */
bool wc_days_asked(const struct wc_args *args, wc_date *ret_as_of, wc_date *ret_today, struct wc_err *err);

#endif
