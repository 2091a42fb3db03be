/* The use case `observe`: which isolation a running container has, and what shows it. */
#ifndef WC_APP_OBSERVE_H
#define WC_APP_OBSERVE_H

#include "app/gather.h"
#include "model/proof.h"

/*
 * Asks the engine about the container `name`, looks at the processes of this machine, or at those in the file `snapshot` (NULL:
 * none), and compares. Owned by `arena`. False and `err` where the engine does not know it or the file cannot be read; that this
 * machine is no Windows is no failure.
 */
bool wc_observe(wc_arena *arena, const struct wc_gather *how, const char *name, const char *snapshot, struct wc_proof *ret_proof,
                struct wc_err *err);

#endif
