/* Giving up system calls that a server never makes: what takes it over finds little to do. */
#ifndef WC_IO_CONFINE_H
#define WC_IO_CONFINE_H

#include "base/err.h"

#include <stdbool.h>

/*
 * From now on all threads of this process, those to come too, make no system calls but those of a list: files, memory, threads, sockets,
 * clocks. It starts no program and no other process. What is not on the list fails as if the kernel did not have it. There is no way
 * back. wc_harden comes first. False and `err` where the system or its library of filters cannot do that.
 */
bool wc_confine(struct wc_err *err);

#endif
