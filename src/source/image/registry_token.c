/* Tokens: one is asked for of the token server that a challenge named, once for all who wait for it. */
#include "source/image/registry_token.h"

#include "base/limits.h"
#include "base/text.h"
#include "io/clock.h"
#include "source/image/registry_retry.h"

#include <stdlib.h>
#include <string.h>

enum { TOKEN_SECONDS = 60, SPARE_SECONDS = 10, LONGEST_TOKEN_SECONDS = 24 * 3600 };

/* Who waits for a token. */
struct wc_token_waiter {
	struct wc_token_waiter *next;
	wc_login_ready *ready;
	void *context;
};

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
	struct wc_token_waiter *list = t->waiting;
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

void
wc_token_wait(struct wc_token *t, const struct wc_http_tls *tls, wc_login_ready *ready, void *context)
{
	struct wc_token_waiter *waiter = wc_alloc(t->registry->arena, sizeof(*waiter));
	*waiter = (struct wc_token_waiter){t->waiting, ready, context};
	t->waiting = waiter;
	if (t->is_coming)
		return;
	t->is_coming = true;
	t->attempts = 0;
	request_make(t, &t->request);
	t->request.tls = tls;
	wc_http_send(t->registry->http, t->registry->arena, &t->request, token_came, t);
}
