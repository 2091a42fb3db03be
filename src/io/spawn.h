/* Running another program: no shell, a time limit, its output kept under a cap. */
#ifndef WC_IO_SPAWN_H
#define WC_IO_SPAWN_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* What to run. */
struct wc_spawn {
	const char *const *argv; /* argv[0] is looked for in PATH unless it holds a slash; ends with NULL */
	const char *input;       /* what it reads on standard input */
	size_t input_length;
	size_t most;             /* bytes of each of its outputs; more of them ends it */
	unsigned timeout_ms;
};

/* What came of it. Owned by the arena; texts are NUL-terminated. */
struct wc_spawned {
	int code; /* its exit code; 128 + N where signal N ended it */
	const char *out, *talk; /* standard output and standard error */
	size_t out_length, talk_length;
};

/*
 * Runs it to its end. False and `err` (WC_FAULT_SYSTEM) where it cannot be started, writes too much or takes too long; then
 * it is killed, with whatever it started. An exit code other than 0 is no failure.
 */
bool wc_spawn_run(wc_arena *arena, const struct wc_spawn *spawn, struct wc_spawned *ret_spawned, struct wc_err *err);

#endif
