/* Logins: who we are for a site, and which of its tokens a request needs. */
#include "source/image/registry_login.h"

#include "format/base64.h"
#include "io/clock.h"
#include "source/image/registry_token.h"

#include <string.h>

/* What a site wanted a token for, the last time that it was asked for a repository. */
struct wc_scope {
	struct wc_scope *next;
	const char *repository, *text;
};

const char *
wc_basic_header(wc_arena *arena, const struct wc_identity *identity)
{
	const char *both = wc_printf(arena, "%s:%s", identity->user, identity->password ? identity->password : "");
	return wc_printf(arena, "Authorization: Basic %s", wc_base64_write(arena, both, strlen(both)));
}

static const char *
usual_scope(wc_arena *arena, const struct wc_endpoint *endpoint)
{
	return wc_printf(arena, "repository:%s:pull", endpoint->repository);
}

static struct wc_scope *
scope_find(const struct wc_site *site, const struct wc_endpoint *endpoint)
{
	struct wc_scope *s = site->scopes;
	while (s && strcmp(s->repository, endpoint->repository) != 0)
		s = s->next;
	return s;
}

/* `asked` is what a challenge wanted just now, or NULL. */
static const char *
scope_of(wc_arena *arena, const struct wc_site *site, const struct wc_endpoint *endpoint, const char *asked)
{
	const struct wc_scope *known = asked ? NULL : scope_find(site, endpoint);
	return asked ? asked : known ? known->text : usual_scope(arena, endpoint);
}

void
wc_login_remember(struct wc_registry *registry, struct wc_site *site, const struct wc_endpoint *endpoint, const char *scope)
{
	struct wc_scope *known = scope_find(site, endpoint);
	if (!known && strcmp(scope, usual_scope(registry->arena, endpoint)) == 0)
		return;
	if (!known) {
		known = wc_alloc(registry->arena, sizeof(*known));
		*known = (struct wc_scope){.next = site->scopes, .repository = wc_copyz(registry->arena, endpoint->repository)};
		site->scopes = known;
	}
	known->text = wc_copyz(registry->arena, scope);
}

static struct wc_token *
token_find(const struct wc_site *site, const char *scope, const struct wc_identity *identity)
{
	for (struct wc_token *t = site->tokens; t; t = t->next) {
		if (t->identity == identity && strcmp(t->scope, scope) == 0)
			return t;
	}
	return NULL;
}

static struct wc_token *
token_add(struct wc_registry *registry, struct wc_site *site, const struct wc_endpoint *endpoint, const char *scope,
          const struct wc_identity *identity)
{
	struct wc_token *t = wc_alloc(registry->arena, sizeof(*t));
	*t = (struct wc_token){.next = site->tokens, .registry = registry, .site = site, .identity = identity,
	                       .scope = wc_copyz(registry->arena, scope), .host = wc_copyz(registry->arena, endpoint->host)};
	site->tokens = t;
	return t;
}

/* Secrets may go to the realm by https, or by http to this machine; an anonymous request only as well as the registry is asked. */
static bool
realm_is_fit(const struct wc_site *site, const struct wc_endpoint *endpoint, const struct wc_identity *identity, struct wc_err *err)
{
	bool is_https = strncmp(site->realm, "https://", 8) == 0;
	bool is_http = strncmp(site->realm, "http://", 7) == 0;
	if (is_https || (is_http && wc_http_is_loopback(site->realm)) ||
	    (is_http && !identity && strncmp(site->base, "http://", 7) == 0))
		return true;
	wc_fail(err, WC_FAULT_UNREACHABLE, "%s: its tokens come from %.200s, which is not encrypted", endpoint->host, site->realm);
	return wc_hint(err, "nothing is sent there; ask whoever runs the registry to name an https realm");
}

/* Sends what is known for a bearer site, or waits for the token. */
static void
bearer(struct wc_registry *registry, struct wc_site *site, const struct wc_endpoint *endpoint, const char *wanted,
       const struct wc_identity *identity, wc_login_ready *ready, void *context)
{
	const char *scope = scope_of(registry->arena, site, endpoint, wanted);
	struct wc_err err;
	if (identity && identity->registry_token) {
		ready(context, wc_printf(registry->arena, "Authorization: Bearer %s", identity->registry_token), NULL);
		return;
	}
	if (!realm_is_fit(site, endpoint, identity, &err)) {
		ready(context, NULL, &err);
		return;
	}
	struct wc_token *t = token_find(site, scope, identity);
	if (t && t->header && t->good_until > wc_clock_ms()) {
		ready(context, t->header, NULL);
		return;
	}
	t = t ? t : token_add(registry, site, endpoint, scope, identity);
	wc_token_wait(t, &endpoint->tls, ready, context);
}

static bool
identity_find(struct wc_registry *registry, const struct wc_endpoint *endpoint, const struct wc_identity **ret_identity,
              struct wc_err *err)
{
	if (!wc_credentials_find(registry, endpoint->key, endpoint->repository, ret_identity, err))
		return false;
	if (!*ret_identity || endpoint->takes_secrets)
		return true;
	wc_fail(err, WC_FAULT_UNREACHABLE, "%s: it wants a login, and is only reached by http, which is not encrypted", endpoint->host);
	return wc_hint(err, "the login is not sent there; let the registry speak https");
}

void
wc_login_prepare(struct wc_registry *registry, struct wc_site *site, const struct wc_endpoint *endpoint, const char *scope,
                 wc_login_ready *ready, void *context)
{
	const struct wc_identity *identity = NULL;
	struct wc_err err;
	if (site->login == WC_LOGIN_NONE) {
		ready(context, NULL, NULL);
		return;
	}
	if (!identity_find(registry, endpoint, &identity, &err)) {
		ready(context, NULL, &err);
		return;
	}
	if (site->login == WC_LOGIN_BEARER)
		bearer(registry, site, endpoint, scope, identity, ready, context);
	else
		ready(context, identity && identity->user ? wc_basic_header(registry->arena, identity) : NULL, NULL);
}

void
wc_login_forget(struct wc_site *site, const struct wc_endpoint *endpoint, const char *scope)
{
	wc_arena *scratch = wc_arena_new();
	const char *wanted = scope_of(scratch, site, endpoint, scope);
	for (struct wc_token *t = site->tokens; t; t = t->next) {
		if (!t->is_coming && strcmp(t->scope, wanted) == 0)
			t->header = NULL;
	}
	wc_arena_free(scratch);
}
