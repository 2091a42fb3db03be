/* What the arguments of log ask for. */
#ifndef WC_CLI_LOG_ASKED_H
#define WC_CLI_LOG_ASKED_H

#include "app/journal.h"
#include "cli/opt.h"

/* The jobs of log; without a word it lists. */
enum wc_log_job { WC_LOG_LIST, WC_LOG_SHOW, WC_LOG_VERIFY, WC_LOG_EXPORT, WC_LOG_PRUNE };

struct wc_log_asked {
	enum wc_log_job job;
	struct wc_journal_filter filter;       /* of list, export and show */
	struct wc_journal_retention retention; /* of prune */
	const char *head;                      /* of verify, or NULL */
};

/* The i-th word of a job, or NULL. */
const char *wc_log_job_word(size_t i);

/* Reads them. False and `err` where they make no sense together. Borrows the arguments. */
bool wc_log_asked_read(wc_arena *arena, const struct wc_args *args, struct wc_log_asked *ret_asked, struct wc_err *err);

#endif
