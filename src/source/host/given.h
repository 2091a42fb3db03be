/* One host fact given by hand, and the functions that take it: one for each key of contract 3. */
#ifndef WC_SOURCE_HOST_GIVEN_H
#define WC_SOURCE_HOST_GIVEN_H

#include "source/host/host.h"

/* `key`=`value` for `host`; `value` is never empty. */
struct wc_given_fact {
	const struct wc_reading *reading;
	const char *key, *value;
	struct wc_host *host;
	struct wc_err *err;
};

/* Sets the fact; false and `fact->err` where the value is unknown, malformed or contradicts what is known. */
typedef bool wc_give(const struct wc_given_fact *fact);

wc_give wc_give_edition, wc_give_installation, wc_give_arch, wc_give_hyperv, wc_give_containers, wc_give_revision,
    wc_give_engine, wc_give_store, wc_give_default_isolation, wc_give_sandbox, wc_give_name;

#endif
