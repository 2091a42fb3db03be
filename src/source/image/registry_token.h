/* A token of a site, between the login that needs it and the token server that gives it. */
#ifndef WC_SOURCE_IMAGE_REGISTRY_TOKEN_H
#define WC_SOURCE_IMAGE_REGISTRY_TOKEN_H

#include "source/image/registry_login.h"

struct wc_token_waiter;

/* A token for one scope, or the way to it. */
struct wc_token {
	struct wc_token *next;
	struct wc_registry *registry;
	const struct wc_site *site;
	const struct wc_identity *identity; /* or NULL */
	const char *scope, *host;
	const char *header; /* "Authorization: Bearer …"; NULL: not here yet */
	int64_t good_until; /* wc_clock_ms */
	bool is_coming;
	unsigned attempts;
	struct wc_http_request request;
	struct wc_token_waiter *waiting;
};

/*
 * Asks the site's token server for the token, by `tls`, unless that is under way; `ready` is told its header, or why there is none, from
 * wc_http_run. Borrows `tls` until then; the session owns the rest.
 */
void wc_token_wait(struct wc_token *token, const struct wc_http_tls *tls, wc_login_ready *ready, void *context);

#endif
