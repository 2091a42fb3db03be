/* Hosts as bytes: for `wincompat host`. */
#ifndef WC_PRESENT_HOST_H
#define WC_PRESENT_HOST_H

#include "base/arena.h"
#include "model/facts.h"
#include "model/program.h"

#include <stddef.h>

struct wc_text;

/* Every fact of each host, and where it was read, for people. `arena` is for scratch. */
void wc_present_hosts_text(struct wc_text *out, wc_arena *arena, const struct wc_program *program,
                           const struct wc_host *hosts, size_t count);

/* One Host object, or a HostList where `count` is not 1. Source: contract 2 and 7. */
void wc_present_hosts_json(struct wc_text *out, const struct wc_host *hosts, size_t count);

#endif
