/* An override file for docker compose: the isolation of each service that needs one. */
#ifndef WC_PRESENT_COMPOSE_OVERRIDE_H
#define WC_PRESENT_COMPOSE_OVERRIDE_H

#include "base/text.h"

#include <stddef.h>
#include <stdint.h>

/* What a service needs; enum wc_mode, WC_MODE_NONE: nothing is said. */
struct wc_service_isolation {
	const char *name;
	uint8_t run, build;
};

/* Writes the file, also where nobody needs anything: then one that changes nothing. `host`: for whom, for people. */
void wc_present_compose_override(struct wc_text *out, const struct wc_service_isolation *services, size_t count, const char *host);

#endif
