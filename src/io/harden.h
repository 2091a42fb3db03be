/* Giving up rights that a server never needs. */
#ifndef WC_IO_HARDEN_H
#define WC_IO_HARDEN_H

#include "base/err.h"

#include <stdbool.h>

/*
 * For this process and all that it starts: no program it runs gets more rights than it has (no_new_privs), and nobody looks into
 * its memory, where keys are. False and `err` where the system refuses, or knows of no such thing.
 */
bool wc_harden(struct wc_err *err);

#endif
