/* The summary that an answer leaves for the CI it runs in. */
#ifndef WC_CLI_STEP_SUMMARY_H
#define WC_CLI_STEP_SUMMARY_H

#include "present/presenters.h"

/*
 * Where `presenter` writes a summary and GITHUB_STEP_SUMMARY names a file, appends it there. A summary that cannot be written
 * is said on standard error and changes nothing else: the answer is given all the same.
 */
void wc_step_summary(wc_arena *arena, const struct wc_presenter *presenter, const struct wc_answer *answers, size_t count,
                     const struct wc_present_options *options);

#endif
