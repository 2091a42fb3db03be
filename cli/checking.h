/* From the arguments of check to a request, and from its answers to bytes and an exit code. */
#ifndef WC_CLI_CHECKING_H
#define WC_CLI_CHECKING_H

#include "app/check.h"
#include "cli/exit.h"
#include "cli/opt.h"

/* What the arguments ask for. False and `err` where an option's value makes no sense. Borrows `args`. */
bool wc_check_asked(wc_arena *arena, const struct wc_args *args, struct wc_check *ret_check, struct wc_err *err);

/* Adds the references of the file `list` (NULL: none) to `names`. False and `err` as wc_gather_list, or where it is empty. */
bool wc_names_listed(wc_arena *arena, const char *list, struct wc_names *names, struct wc_err *err);

/* How many of the names are `spelling`, alone or with more facts behind a comma. */
size_t wc_reads_stdin(struct wc_names names, const char *spelling);

/* Checks, prints the answers, and returns the exit code. */
enum wc_exit wc_check_answer(wc_arena *arena, const struct wc_args *args, const struct wc_check *check);

#endif
