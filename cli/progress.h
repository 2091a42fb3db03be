/* The progress line: for a person who waits at a terminal, and for nobody else. */
#ifndef WC_CLI_PROGRESS_H
#define WC_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct wc_progress {
	int64_t started, shown; /* wc_clock_ms; 0: not yet */
	bool is_for_person;     /* standard error is a terminal */
	bool is_there;          /* the line stands on the terminal */
	const char *what;       /* what is counted, "images" */
};

/* A line that is not shown yet, which counts `what`. */
struct wc_progress wc_progress_new(const char *what);

/* Called when some are done; `context` is the wc_progress. Shows the line now and then, and takes it away at the end. */
void wc_progress_step(void *context, size_t done, size_t failed, size_t total);

#endif
