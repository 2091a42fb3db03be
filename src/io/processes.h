/* The processes of this machine. */
#ifndef WC_IO_PROCESSES_H
#define WC_IO_PROCESSES_H

#include "base/arena.h"
#include "base/err.h"
#include "model/container.h"

#include <stdbool.h>

/*
 * Lists them, with their parents, and with memory and start where we may look. Owned by `arena`. False and `err`
 * (WC_FAULT_SYSTEM) where that cannot be done, as on every system that is no Windows: there none is a Windows container's.
 */
bool wc_processes_list(wc_arena *arena, struct wc_processes *ret_processes, struct wc_err *err);

#endif
