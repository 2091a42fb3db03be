/* Asking: one question, endpoint after endpoint, with a login where one is wanted, again where that makes sense. */
#include "io/clock.h"
#include "io/digest.h"
#include "source/image/registry_faults.h"
#include "source/image/registry_login.h"
#include "source/image/registry_retry.h"

#include <string.h>

enum { REQUEST_MS = 30 * 1000, CONNECT_MS = 10 * 1000, DEAD_MS = 60 * 1000 };

/* A question on its way. */
struct ask {
	struct wc_registry *registry;
	wc_arena *arena;
	struct wc_question question;
	wc_registry_replied *done;
	void *context;
	struct wc_endpoints endpoints;
	size_t at;           /* the endpoint that is asked now */
	struct wc_site *site; /* its site */
	unsigned attempts;   /* at this endpoint */
	unsigned challenges; /* answered at this endpoint */
	const char *scope;   /* as the challenge names it, or NULL */
	int64_t delay;
	struct wc_err err;   /* why the last endpoint gave nothing */
	struct wc_http_request request;
};

static void go(struct ask *ask);

static const struct wc_endpoint *
endpoint_of(const struct ask *ask)
{
	return &ask->endpoints.item[ask->at];
}

static void
succeed(struct ask *ask, const struct wc_http_answer *answer)
{
	struct wc_reply reply = {.answer = answer, .host = endpoint_of(ask)->host};
	ask->done(ask->context, &reply);
}

/* Did nobody answer what was asked, so that what they would have said is not known? A refusal is an answer. */
static bool
is_silent(const struct wc_http_answer *answer)
{
	return !answer || answer->fault != WC_HTTP_DONE || wc_retry_helps(answer) || answer->status >= 500;
}

/* The end without what was asked for; `answer` is the last (NULL: none), and ask->err says why. */
static void
give_up(struct ask *ask, const struct wc_http_answer *answer)
{
	bool is_absent = answer && answer->fault == WC_HTTP_DONE && answer->status == 404;
	struct wc_reply reply = {.err = &ask->err, .is_absent = is_absent, .is_silent = is_silent(answer),
	                         .host = ask->endpoints.count ? endpoint_of(ask)->host : ask->question.domain};
	ask->done(ask->context, &reply);
}

/* Is there no sense in asking the same port by https, which comes next? It speaks http, or nobody listens. */
static bool
is_settled(const struct ask *ask, const struct wc_http_answer *answer)
{
	bool is_closed = answer && (answer->fault == WC_HTTP_NO_CONNECTION || answer->fault == WC_HTTP_NO_NAME);
	return endpoint_of(ask)->is_plain_try && (ask->site->speaks || is_closed);
}

/* This endpoint gave nothing: the next one, or the end. ask->err says why. */
static void
next(struct ask *ask, const struct wc_http_answer *answer)
{
	size_t step = is_settled(ask, answer) ? 2 : 1;
	if (ask->at + step >= ask->endpoints.count) {
		give_up(ask, answer);
		return;
	}
	ask->at += step;
	ask->attempts = ask->challenges = 0;
	ask->scope = NULL;
	ask->delay = 0;
	go(ask);
}

/* Keeps in mind that a server cannot be reached, so that the next hundred images need not find out, too. */
static void
bury(struct ask *ask, const struct wc_http_answer *answer)
{
	struct wc_site *site = ask->site;
	if (answer->fault == WC_HTTP_DONE || answer->fault == WC_HTTP_CUT || answer->status != 0)
		return;
	struct wc_http_answer *copy = wc_alloc(ask->registry->arena, sizeof(*copy));
	*copy = (struct wc_http_answer){.fault = answer->fault, .problem = wc_copyz(ask->registry->arena, answer->problem), .body = ""};
	site->dead = copy;
	site->dead_until = wc_clock_ms() + DEAD_MS;
}

/* Did an http endpoint turn out to be none, so that https is worth trying? Servers of TLS answer http with 400, or not at all. */
static bool
is_no_http(const struct ask *ask, const struct wc_http_answer *answer)
{
	if (!endpoint_of(ask)->is_plain_try || ask->site->speaks)
		return false;
	/* The 400 may be cut: servers close as soon as it is sent. */
	if (answer->status == 400 && (answer->fault == WC_HTTP_DONE || answer->fault == WC_HTTP_CUT))
		return !wc_http_header(answer, "Docker-Distribution-Api-Version");
	if (answer->fault == WC_HTTP_DONE)
		return false;
	return answer->status == 0 && answer->fault != WC_HTTP_NO_CONNECTION && answer->fault != WC_HTTP_TOO_SLOW &&
	       answer->fault != WC_HTTP_BAD_REDIRECT;
}

static void
fail(struct ask *ask, const struct wc_http_answer *answer)
{
	wc_registry_fault(&ask->question, endpoint_of(ask), answer, &ask->err);
	bury(ask, answer);
	next(ask, answer);
}

/* A 401: answers the challenge, once; a token may be too old, so a second one is fetched once, too. */
static bool
challenged(struct ask *ask, const struct wc_http_answer *answer)
{
	struct wc_challenge challenge;
	struct wc_site *site = ask->site;
	bool was_known = ask->request.secret != NULL;
	if (ask->challenges >= 2 || !wc_challenge_read(ask->registry->arena, answer, &challenge))
		return false;
	if (was_known && challenge.login == WC_LOGIN_BASIC)
		return false;
	if (was_known)
		wc_login_forget(site, endpoint_of(ask), ask->scope);
	ask->challenges += was_known ? 2 : 1;
	site->login = challenge.login;
	site->realm = challenge.realm;
	site->service = challenge.service;
	ask->scope = challenge.scope;
	if (challenge.scope)
		wc_login_remember(ask->registry, site, endpoint_of(ask), challenge.scope);
	return true;
}

static bool
is_verified(struct ask *ask, const struct wc_http_answer *answer)
{
	uint8_t promised[WC_SHA256_BYTES], actual[WC_SHA256_BYTES];
	char text[WC_DIGEST_TEXT];
	if (!ask->question.digest || strcmp(ask->question.method, "HEAD") == 0 || !wc_digest_parse(ask->question.digest, promised))
		return true;
	wc_sha256(answer->body, answer->length, actual);
	if (memcmp(promised, actual, sizeof(actual)) == 0)
		return true;
	wc_fail(&ask->err, WC_FAULT_UNREACHABLE, "%.300s: asking %s for %s: what it sends hashes to %s, not to %s", ask->question.name,
	        endpoint_of(ask)->host, ask->question.what, wc_digest_print(actual, text), ask->question.digest);
	return wc_hint(&ask->err, "it was altered or damaged on its way; try again without proxy and mirror");
}

static void
answered(void *context, const struct wc_http_answer *answer)
{
	struct ask *ask = context;
	if (is_no_http(ask, answer)) {
		ask->site->is_no_http = true;
		wc_registry_fault(&ask->question, endpoint_of(ask), answer, &ask->err);
		next(ask, answer);
		return;
	}
	ask->site->speaks |= answer->status != 0 || answer->fault == WC_HTTP_BAD_REDIRECT;
	if (answer->fault == WC_HTTP_DONE && answer->status == 401 && challenged(ask, answer)) {
		go(ask);
		return;
	}
	int64_t wait = wc_retry_helps(answer) ? wc_retry_wait(answer, ++ask->attempts) : -1;
	if (wait >= 0) {
		ask->delay = wait;
		if (answer->fault == WC_HTTP_DONE && (answer->status == 429 || answer->status == 503))
			ask->site->pause_until = wc_clock_ms() + wait;
		go(ask);
	} else if (answer->fault != WC_HTTP_DONE || answer->status != 200) {
		fail(ask, answer);
	} else if (is_verified(ask, answer)) {
		succeed(ask, answer);
	} else {
		next(ask, NULL);
	}
}

/* Always every media type that can be an image: a registry that is not told of one answers 404, or with another manifest. */
static const char *const accept[] = {
	"Accept: application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, "
	"application/vnd.docker.distribution.manifest.list.v2+json, application/vnd.docker.distribution.manifest.v2+json",
};

static void
logged_in(void *context, const char *secret, const struct wc_err *err)
{
	struct ask *ask = context;
	const struct wc_endpoint *e = endpoint_of(ask);
	if (err) {
		ask->err = *err;
		wc_while(&ask->err, "%.300s: asking for %s", ask->question.name, ask->question.what);
		next(ask, NULL);
		return;
	}
	if (ask->challenges && !secret) {
		fail(ask, &(struct wc_http_answer){.status = 401, .body = ""});
		return;
	}
	int64_t pause = ask->site->pause_until - wc_clock_ms();
	ask->request = (struct wc_http_request){
		.method = ask->question.method,
		.url = wc_printf(ask->arena, "%s%s/%s%s%s", e->base, e->prefix, e->repository, ask->question.rest, e->query ? e->query : ""),
		.secret = secret,
		.headers = accept,
		.header_count = strncmp(ask->question.rest, "/manifests/", 11) == 0 ? 1 : 0,
		.tls = &e->tls,
		.most = ask->question.most,
		.connect_ms = CONNECT_MS,
		.total_ms = REQUEST_MS,
		.delay_ms = (unsigned)(ask->delay > pause ? ask->delay : pause),
	};
	wc_http_send(ask->registry->http, ask->arena, &ask->request, answered, ask);
}

/* Asks the endpoint at which `ask` stands, unless its server was found unreachable just now. */
static void
go(struct ask *ask)
{
	ask->site = wc_site_of(ask->registry, endpoint_of(ask)->base);
	if (endpoint_of(ask)->is_plain_try && ask->site->is_no_http) {
		next(ask, NULL);
		return;
	}
	if (ask->site->dead && ask->site->dead_until > wc_clock_ms()) {
		wc_registry_fault(&ask->question, endpoint_of(ask), ask->site->dead, &ask->err);
		next(ask, NULL);
		return;
	}
	wc_login_prepare(ask->registry, ask->site, endpoint_of(ask), ask->scope, logged_in, ask);
}

void
wc_registry_ask(struct wc_registry *registry, wc_arena *arena, const struct wc_question *question, wc_registry_replied *done,
                void *context)
{
	struct ask *ask = wc_alloc(arena, sizeof(*ask));
	*ask = (struct ask){.registry = registry, .arena = arena, .question = *question, .done = done, .context = context};
	if (wc_endpoints_find(registry, arena, question->domain, question->path, question->is_by_digest, &ask->endpoints, &ask->err))
		go(ask);
	else
		give_up(ask, NULL);
}
