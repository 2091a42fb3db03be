/* wc_gate: a lock with a place to wait at, and a thread to work behind it. */
#ifndef WC_IO_GATE_H
#define WC_IO_GATE_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct wc_gate;

/* A new gate, or NULL where the system has none left. Free it with wc_gate_free (NULL is allowed), with nobody at it. */
struct wc_gate *wc_gate_new(void);
void wc_gate_free(struct wc_gate *gate);

void wc_gate_lock(struct wc_gate *gate);
void wc_gate_unlock(struct wc_gate *gate);

/* Unlocks, waits until somebody calls wc_gate_wake or, unless `milliseconds` is negative, so long; locks again. May wake early. */
void wc_gate_wait(struct wc_gate *gate, int64_t milliseconds);

/* Wakes everybody who waits. */
void wc_gate_wake(struct wc_gate *gate);

struct wc_worker;

/* Runs `work` in a thread of its own, which takes no signals. False and `err`. End it with wc_worker_join. */
bool wc_worker_start(void (*work)(void *context), void *context, struct wc_worker **ret_worker, struct wc_err *err);

/* Waits until it has ended, and frees it. */
void wc_worker_join(struct wc_worker *worker);

#endif
