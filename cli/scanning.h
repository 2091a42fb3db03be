/* From the arguments of scan to a request, and from its findings to bytes and an exit code. */
#ifndef WC_CLI_SCANNING_H
#define WC_CLI_SCANNING_H

#include "app/scan.h"
#include "cli/exit.h"
#include "cli/opt.h"

/* What the arguments ask for. False and `err` where an option's value makes no sense. Borrows both. */
bool wc_scan_asked(wc_arena *arena, const struct wc_args *args, const struct wc_program *program, struct wc_scan *ret_scan,
                   struct wc_err *err);

/* Scans, prints the findings, and returns the exit code. */
enum wc_exit wc_scan_answer(wc_arena *arena, const struct wc_args *args, const struct wc_scan *scan);

#endif
