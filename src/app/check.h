/* The use case `check`: the answer for each image on each host. */
#ifndef WC_APP_CHECK_H
#define WC_APP_CHECK_H

#include "app/gather.h"
#include "present/presenters.h"

/* What is asked. */
struct wc_check {
	struct wc_gather how;
	struct wc_names hosts;  /* SPECs */
	struct wc_names images; /* as given */
	struct wc_request request;
	const char *edition; /* --matrix, or NULL */
	wc_date as_of;       /* or 0 */
	bool explain;        /* with every rule that was looked at */
};

/* How many answers are what. `warned` counts answers of any decision; `wrong` and `unreachable` are parts of `unknown`. */
struct wc_check_counts {
	size_t allow, refuse, unknown, warned, wrong, unreachable;
};

/* Hosts outer, images inner. Owned by the arena. */
struct wc_checked {
	struct wc_answer *answers;
	size_t count;
	const struct wc_gathered *images; /* one for each of wc_check.images */
	struct wc_check_counts counts;
	const struct wc_matrix_edition *edition; /* in force, or NULL */
};

/* Hosts and images that were read before. */
struct wc_check_of {
	struct wc_host *hosts;
	size_t host_count;
	const struct wc_gathered *images;
	size_t image_count;
};

/* Answers for what was read, whatever `check` names. False and `err` where the edition or the date is wrong, or too much was asked. */
bool wc_check_read(wc_arena *arena, const struct wc_check *check, const struct wc_check_of *of, struct wc_checked *ret_checked,
                   struct wc_err *err);

/* Answers. False and `err` where nothing could be: a host, the edition or the date is wrong, or too much was asked. */
bool wc_check_run(wc_arena *arena, const struct wc_check *check, struct wc_checked *ret_checked, struct wc_err *err);

#endif
