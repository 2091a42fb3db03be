/* Handing over to another program: it gets our streams, terminal and signals as if it had been started instead of us. */
#ifndef WC_IO_HANDOVER_H
#define WC_IO_HANDOVER_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>

/* Called every WC_HANDOVER_STEP_MS while the program runs, until it returns false. */
typedef bool wc_handover_step(void *context);

enum { WC_HANDOVER_STEP_MS = 20 };

/* What to run. Borrowed. */
struct wc_handover {
	const char *const *argv; /* argv[0] is looked for in PATH unless it holds a slash; ends with NULL */
	const char *const *env;  /* "NAME=value" that it gets besides our variables, then NULL; or NULL */
	wc_handover_step *step;  /* or NULL */
	void *context;
};

/*
 * Runs it to its end, in our process group: what a terminal sends (Ctrl-C, Ctrl-Z, a new size) reaches it by itself, and what
 * is sent to us alone is sent on. Its exit code in *ret_code; 128 + N where signal N ended it. False and `err`
 * (WC_FAULT_SYSTEM) where it cannot be started.
 */
bool wc_handover_run(wc_arena *arena, const struct wc_handover *handover, int *ret_code, struct wc_err *err);

/* Becomes the program, where the system can; else as wc_handover_run. Without `step`. Comes back with false and `err` where it cannot be started. */
bool wc_handover_become(wc_arena *arena, const struct wc_handover *handover, int *ret_code, struct wc_err *err);

#endif
