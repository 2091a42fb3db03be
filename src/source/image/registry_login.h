/* Logins: challenges, tokens shared by scope, and where credentials may go. */
#ifndef WC_SOURCE_IMAGE_REGISTRY_LOGIN_H
#define WC_SOURCE_IMAGE_REGISTRY_LOGIN_H

#include "source/image/registry_session.h"

/* What a WWW-Authenticate header asks for. */
struct wc_challenge {
	enum wc_login login;
	const char *realm, *service, *scope; /* NULL: not said */
	const char *error;                   /* "insufficient_scope", or NULL */
};

/* Reads the strongest challenge that we know out of the headers of a 401: Bearer before Basic. False where there is none. */
bool wc_challenge_read(wc_arena *arena, const struct wc_http_answer *answer, struct wc_challenge *ret_challenge);

/* Called with the header to send (NULL: none is needed), or with why there is none. */
typedef void wc_login_ready(void *context, const char *secret, const struct wc_err *err);

/*
 * The header that the endpoint wants for `scope` (NULL: what is remembered, else reading its repository), as far as its site
 * is known: at once, or after a token came.
 */
void wc_login_prepare(struct wc_registry *registry, struct wc_site *site, const struct wc_endpoint *endpoint,
                      const char *scope, wc_login_ready *ready, void *context);

/* Remembers what the site wants a token for when the endpoint's repository is read: the next image of it need not find out. */
void wc_login_remember(struct wc_registry *registry, struct wc_site *site, const struct wc_endpoint *endpoint, const char *scope);

/* Forgets the token for `scope`: the registry did not take it. */
void wc_login_forget(struct wc_site *site, const struct wc_endpoint *endpoint, const char *scope);

/* Who we are for one registry. Nothing of it is ever printed. */
struct wc_identity {
	const char *user, *password; /* or NULL */
	const char *identity_token;  /* to be exchanged, or NULL */
	const char *registry_token;  /* to be sent as it is, or NULL */
};

/*
 * The identity for the registry `key` ("docker.io", "ghcr.io", "localhost:5000") and the repository in it, from --creds, the
 * files that engines keep and the helpers they name; *ret_identity is NULL where there is none. Each helper is asked once.
 * False and `err` where a file or helper is broken: going on without would give another answer.
 */
bool wc_credentials_find(struct wc_registry *registry, const char *key, const char *repository,
                         const struct wc_identity **ret_identity, struct wc_err *err);

/*
 * Asks the credential helper `helper` for `server`, for at most 10 s and not beyond `deadline` (as in wc_reading); *ret_identity
 * is NULL where it knows none. False and `err`.
 */
bool wc_credential_helper_ask(wc_arena *arena, const char *helper, const char *server, int64_t deadline,
                              const struct wc_identity **ret_identity, struct wc_err *err);

/* The files that may hold logins, in the order in which they are looked at, ended by NULL. Owned by the session. */
const char *const *wc_login_files(struct wc_registry *registry);

/* "Authorization: Basic …" of an identity with a user. Owned by `arena`. */
const char *wc_basic_header(wc_arena *arena, const struct wc_identity *identity);

#endif
