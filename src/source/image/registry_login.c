/* Logins: from a challenge to the header that answers it. */
#include "source/image/registry_login.h"

#include "base/limits.h"
#include "base/text.h"
#include "format/base64.h"
#include "io/clock.h"
#include "source/image/registry_retry.h"

#include <stdlib.h>
#include <string.h>

enum { TOKEN_SECONDS = 60, SPARE_SECONDS = 10, LONGEST_TOKEN_SECONDS = 24 * 3600 };

/* Who waits for a token. */
struct waiter {
	struct waiter *next;
	wc_login_ready *ready;
	void *context;
};

/* What a site wanted a token for, the last time that it was asked for a repository. */
struct wc_scope {
	struct wc_scope *next;
	const char *repository, *text;
};

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
	struct waiter *waiting;
};

const char *
wc_basic_header(wc_arena *arena, const struct wc_identity *identity)
{
	const char *both = wc_printf(arena, "%s:%s", identity->user, identity->password ? identity->password : "");
	return wc_printf(arena, "Authorization: Basic %s", wc_base64_write(arena, both, strlen(both)));
}

/* Adds `text` as it may stand in a query or a form. */
static void
add_escaped(struct wc_text *out, const char *text)
{
	for (; *text; text++) {
		if (strchr("-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", *text))
			wc_text_add(out, text, 1);
		else
			wc_text_printf(out, "%%%02X", (unsigned)(unsigned char)*text);
	}
}

static void
add_field(struct wc_text *out, char before, const char *name, const char *value)
{
	wc_text_printf(out, "%c%s=", before, name);
	add_escaped(out, value);
}

/* Several scopes stand in one challenge with blanks between them; each is a parameter of its own. */
static const char *
query_url(wc_arena *arena, const struct wc_site *site, const char *scope)
{
	struct wc_text url = {.arena = arena};
	wc_text_addz(&url, site->realm);
	char before = strchr(site->realm, '?') ? '&' : '?';
	if (site->service) {
		add_field(&url, before, "service", site->service);
		before = '&';
	}
	char *rest = NULL, *copy = wc_copyz(arena, scope);
	for (char *one = strtok_r(copy, " ", &rest); one; one = strtok_r(NULL, " ", &rest)) {
		add_field(&url, before, "scope", one);
		before = '&';
	}
	return wc_text_string(&url);
}

/* The form that exchanges an identity token (Docker's token specification, "OAuth2"). */
static const char *
exchange_form(wc_arena *arena, const struct wc_site *site, const char *scope, const char *identity_token)
{
	struct wc_text form = {.arena = arena};
	wc_text_addz(&form, "grant_type=refresh_token&client_id=wincompat");
	if (site->service)
		add_field(&form, '&', "service", site->service);
	add_field(&form, '&', "scope", scope);
	add_field(&form, '&', "refresh_token", identity_token);
	return wc_text_string(&form);
}

static void
request_make(struct wc_token *t, struct wc_http_request *r)
{
	static const char *const form_headers[] = {"Content-Type: application/x-www-form-urlencoded"};
	wc_arena *arena = t->registry->arena;
	*r = (struct wc_http_request){.method = "GET", .most = WC_LIMIT_TOKEN_BYTES};
	if (t->identity && t->identity->identity_token) {
		r->method = "POST";
		r->url = t->site->realm;
		r->headers = form_headers;
		r->header_count = 1;
		r->body = exchange_form(arena, t->site, t->scope, t->identity->identity_token);
		r->body_length = strlen(r->body);
		return;
	}
	r->url = query_url(arena, t->site, t->scope);
	if (t->identity && t->identity->user)
		r->secret = wc_basic_header(arena, t->identity);
}

/* Tells all who wait. */
static void
release(struct wc_token *t, const struct wc_err *err)
{
	struct waiter *list = t->waiting;
	t->waiting = NULL;
	t->is_coming = false;
	for (; list; list = list->next)
		list->ready(list->context, err ? NULL : t->header, err);
}

static void
refuse(struct wc_token *t, const struct wc_http_answer *answer)
{
	struct wc_err *err = wc_alloc(t->registry->arena, sizeof(*err));
	bool is_refused = answer->fault == WC_HTTP_DONE && (answer->status == 401 || answer->status == 403);
	if (answer->fault != WC_HTTP_DONE)
		wc_fail(err, WC_FAULT_UNREACHABLE, "%s: its token server %.200s was not reached: %s", t->host, t->site->realm,
		        answer->problem);
	else if (is_refused && t->identity)
		wc_fail(err, WC_FAULT_UNREACHABLE, "%s: its token server %.200s does not take the login (%u)", t->host, t->site->realm,
		        answer->status);
	else
		wc_fail(err, WC_FAULT_UNREACHABLE, "%s: its token server %.200s gives no token (%u)", t->host, t->site->realm,
		        answer->status);
	wc_hint(err, is_refused && t->identity ? "log in again (docker login %s), or give --creds" :
	             is_refused ? "log in (docker login %s), or give --creds" : "try again later; %s may say more on its status page", t->host);
	release(t, err);
}

/* A header of its own for every byte that could end one. */
static bool
is_clean(const char *token)
{
	for (; *token; token++) {
		if ((unsigned char)*token <= ' ' || *token == 127)
			return false;
	}
	return true;
}

static bool
token_read(struct wc_token *t, const struct wc_http_answer *answer, struct wc_err *err)
{
	wc_arena *arena = t->registry->arena;
	const struct wc_node *root;
	if (!wc_json_read(arena, "its answer", answer->body, answer->length, &root, err))
		return false;
	const char *token = wc_get_text(root, "token");
	token = token ? token : wc_get_text(root, "access_token");
	if (!token || *token == '\0' || !is_clean(token))
		return wc_fail(err, WC_FAULT_INPUT, "its answer holds no token");
	const struct wc_node *life = wc_get(root, "expires_in");
	long long seconds = life && life->kind == WC_NUMBER ? atoll(life->text) : TOKEN_SECONDS;
	seconds = seconds < TOKEN_SECONDS ? TOKEN_SECONDS : seconds > LONGEST_TOKEN_SECONDS ? LONGEST_TOKEN_SECONDS : seconds;
	t->header = wc_printf(arena, "Authorization: Bearer %s", token);
	t->good_until = wc_clock_ms() + (seconds - SPARE_SECONDS) * 1000;
	return true;
}

static void
token_came(void *context, const struct wc_http_answer *answer)
{
	struct wc_token *t = context;
	struct wc_err err;
	int64_t wait = wc_retry_helps(answer) ? wc_retry_wait(answer, ++t->attempts) : -1;
	if (wait >= 0) {
		t->request.delay_ms = (unsigned)wait;
		wc_http_send(t->registry->http, t->registry->arena, &t->request, token_came, t);
		return;
	}
	if (answer->fault != WC_HTTP_DONE || answer->status != 200) {
		refuse(t, answer);
		return;
	}
	if (token_read(t, answer, &err)) {
		release(t, NULL);
		return;
	}
	struct wc_err *kept = wc_alloc(t->registry->arena, sizeof(*kept));
	wc_fail(kept, WC_FAULT_UNREACHABLE, "%s: the token server %.200s gives no token: %.300s", t->host, t->site->realm, err.text);
	wc_hint(kept, "is that the token server of %s? A proxy or portal may have answered instead", t->host);
	release(t, kept);
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
	struct waiter *waiter = wc_alloc(registry->arena, sizeof(*waiter));
	*waiter = (struct waiter){t->waiting, ready, context};
	t->waiting = waiter;
	if (t->is_coming)
		return;
	t->is_coming = true;
	t->attempts = 0;
	request_make(t, &t->request);
	t->request.tls = &endpoint->tls;
	wc_http_send(registry->http, registry->arena, &t->request, token_came, t);
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
