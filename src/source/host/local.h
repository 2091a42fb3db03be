/* The host that is this machine: what its readings mean. Private to source/host and source/hosts.c. */
#ifndef WC_SOURCE_HOST_LOCAL_H
#define WC_SOURCE_HOST_LOCAL_H

#include "io/machine.h"
#include "source/host/host.h"

#include <stdbool.h>

/* Reads this machine and the engine on it; false and `err`, which says to name a host, where it runs no Windows. */
bool wc_host_read_local(const struct wc_reading *reading, struct wc_host *ret_host, struct wc_err *err);

/* The host that `machine` is, without its engine. What is missing or contradicts itself is not known, and a remark says why. */
struct wc_host wc_host_of_machine(const struct wc_reading *reading, const struct wc_machine *machine);

/* Hyper-V and the Containers feature as `machine` tells them, or why they are not known; in the remarks of `host`. */
void wc_host_set_features(const struct wc_reading *reading, const struct wc_machine *machine, struct wc_host *host);

/*
 * The engine's facts out of what it answered to GET /info; a remark says why there are none. It is this machine's engine
 * only if it runs Windows containers: Docker Desktop may run Linux ones.
 */
void wc_host_set_engine_info(const struct wc_reading *reading, const char *info, size_t length, struct wc_host *host);

/* Adds a remark on `fact`; what is more than WC_HOST_REMARKS is passed over. */
__attribute__((format(printf, 4, 5))) void wc_host_remark(wc_arena *arena, struct wc_host *host, enum wc_fact fact,
                                                          const char *format, ...);

#endif
