/* From the arguments of check to a request, and from its answers to bytes and an exit code. */
#ifndef WC_CLI_CHECKING_H
#define WC_CLI_CHECKING_H

#include "app/check.h"
#include "cli/exit.h"
#include "cli/opt.h"

/* What the arguments ask for; `arena` owns what it points at. False and `err` where an option's value makes no sense. Borrows both. */
bool wc_check_asked(wc_arena *arena, const struct wc_args *args, const struct wc_program *program, struct wc_check *ret_check,
                    struct wc_err *err);

/* The names of both, in order; owned by `arena`. */
struct wc_names wc_names_both(wc_arena *arena, struct wc_names one, struct wc_names other);

/* Adds the references of the file `list` (NULL: none) to `names`. False and `err` as wc_gather_list, or where it is empty. */
bool wc_names_listed(wc_arena *arena, const char *list, struct wc_names *names, struct wc_err *err);

/* Standard input can be read once, by one host (@-), one list (-) or one image (json:-). False and `err` where more want it. */
bool wc_one_reader(struct wc_names hosts, struct wc_names images, const char *list, struct wc_err *err);

/* Checks, prints the answers, and returns the exit code. */
enum wc_exit wc_check_answer(wc_arena *arena, const struct wc_args *args, const struct wc_check *check);

#endif
