/* Asking the Docker Engine: one connection, in the version of its API that both speak. */
#include "source/host/daemon.h"

#include "base/limits.h"
#include "base/text.h"
#include "base/utf8.h"
#include "format/tree.h"
#include "io/clock.h"
#include "io/pipe_http.h"

#include <stdlib.h>
#include <string.h>

enum { CONNECT_MS = 5000, TOTAL_MS = 30000, HTTP_OK = 200, HTTP_BAD_REQUEST = 400, NEWEST_MINOR = 52 };

struct wc_daemon {
	wc_arena *arena;
	struct wc_daemon_address address;
	struct wc_http *http; /* NULL: over a pipe */
	int64_t deadline;     /* as in wc_reading */
	const char *local;    /* a pipe or a socket, over which it is asked without libcurl; or NULL */
	const char *version;  /* in front of every path, "/v1.41"; "" where the engine's own is taken */
};

const char *
wc_daemon_name(const struct wc_daemon *daemon)
{
	return wc_printf(daemon->arena, "the Docker Engine at %.250s", daemon->address.shown);
}

/* What to do where nobody answered. */
static bool
hint(const struct wc_daemon_address *address, enum wc_http_fault fault, struct wc_err *err)
{
	if (fault == WC_HTTP_NO_TLS)
		return wc_hint(err, "DOCKER_CERT_PATH (or the context) must hold the ca.pem, cert.pem and key.pem of this engine");
	if (fault == WC_HTTP_NO_HTTP || fault == WC_HTTP_CUT)
		return wc_hint(err, "what listens there is no Docker Engine, or it wants TLS: set DOCKER_TLS_VERIFY=1 and DOCKER_CERT_PATH");
	if (fault == WC_HTTP_TOO_SLOW)
		return wc_hint(err, "it may hang: does `docker info` answer? --timeout SECONDS limits how long it is waited for");
	if (fault == WC_HTTP_NO_LIBRARY)
		return wc_hint(err, "install it (on Debian: apt install libcurl4), or name the host @FILE with the output of `docker info --format json`");
	if (address->unix_socket)
		return wc_hint(err, "is it running, and may you open its socket (group docker)? DOCKER_HOST or a context names another");
	return wc_hint(err, "is it running and listening there? DOCKER_HOST or a context names another");
}

static void
keep(void *context, const struct wc_http_answer *answer)
{
	*(struct wc_http_answer *)context = *answer;
}

static bool
ask_server(struct wc_daemon *daemon, const char *path, const char *secret, struct wc_http_answer *ret_answer,
           struct wc_err *err)
{
	const struct wc_daemon_address *address = &daemon->address;
	struct wc_http_request request = {
		.method = "GET",
		.url = wc_printf(daemon->arena, "%s%s", address->base, path),
		.unix_socket = address->unix_socket,
		.secret = address->is_private ? secret : NULL,
		.tls = &address->tls,
		.most = WC_LIMIT_MANIFEST_BYTES,
		.connect_ms = CONNECT_MS,
		.total_ms = TOTAL_MS,
	};
	struct wc_http_answer answer = {.fault = WC_HTTP_CUT};
	wc_http_send(daemon->http, daemon->arena, &request, keep, &answer);
	wc_http_run(daemon->http, NULL, NULL);
	if (answer.fault != WC_HTTP_DONE) {
		wc_fail(err, WC_FAULT_UNREACHABLE, "%s (named by %s) does not answer: %.300s", wc_daemon_name(daemon), address->said_by,
		        answer.problem ? answer.problem : "no reason is known");
		return hint(address, answer.fault, err);
	}
	*ret_answer = answer;
	return true;
}

static bool
collect(void *context, const char *bytes, size_t length, struct wc_err *err)
{
	(void)err;
	wc_text_add(context, bytes, length);
	return true;
}

/* Over a pipe or a socket. `found` gets the version of the API that the engine names; NULL: it is not wanted. */
static bool
ask_local(struct wc_daemon *daemon, const char *path, char found[WC_PIPE_FOUND], struct wc_daemon_answer *ret_answer,
          struct wc_err *err)
{
	struct wc_text body = {.arena = daemon->arena};
	struct wc_pipe_get get = {.pipe = daemon->local, .path = path, .timeout_ms = wc_clock_left(daemon->deadline, TOTAL_MS), .body = {collect, &body, WC_LIMIT_MANIFEST_BYTES},
	                          .wanted = "Api-Version", .found = found};
	int64_t until = wc_clock_ms() + get.timeout_ms;
	int status;
	if (!wc_pipe_get(&get, &status, err)) {
		wc_while(err, "%s (named by %s) does not answer", wc_daemon_name(daemon), daemon->address.said_by);
		return hint(&daemon->address, wc_clock_ms() < until ? WC_HTTP_NO_CONNECTION : WC_HTTP_TOO_SLOW, err);
	}
	*ret_answer = (struct wc_daemon_answer){(unsigned)status, wc_text_string(&body), body.length};
	return true;
}

/* "/v1.41" out of the newest version that the engine speaks; "" where that is no version of ours. */
static const char *
version_of(wc_arena *arena, const char *newest)
{
	char *end;
	if (!newest || strncmp(newest, "1.", 2) != 0)
		return "";
	long minor = strtol(newest + 2, &end, 10);
	if (end == newest + 2 || *end || minor < 1)
		return "";
	return wc_printf(arena, "/v1.%ld", minor < NEWEST_MINOR ? minor : (long)NEWEST_MINOR);
}

/* The newest version that an engine on a socket speaks. */
static bool
agree_locally(struct wc_daemon *daemon, struct wc_err *err)
{
	char found[WC_PIPE_FOUND];
	struct wc_daemon_answer answer;
	if (!ask_local(daemon, "/_ping", found, &answer, err))
		return false;
	daemon->version = version_of(daemon->arena, found);
	return true;
}

/* A TLS port that was asked without TLS says so in words. */
static bool
agree(struct wc_daemon *daemon, struct wc_err *err)
{
	struct wc_http_answer answer;
	daemon->version = "";
	if (daemon->local)
		return daemon->address.pipe || agree_locally(daemon, err);
	if (!ask_server(daemon, "/_ping", NULL, &answer, err))
		return false;
	if (answer.status == HTTP_BAD_REQUEST && strstr(answer.body, "HTTPS server")) {
		wc_fail(err, WC_FAULT_UNREACHABLE, "%s (named by %s) wants TLS", wc_daemon_name(daemon), daemon->address.said_by);
		return hint(&daemon->address, WC_HTTP_NO_HTTP, err);
	}
	daemon->version = version_of(daemon->arena, wc_http_header(&answer, "Api-Version"));
	return true;
}

bool
wc_daemon_open(const struct wc_reading *reading, struct wc_daemon **ret_daemon, struct wc_err *err)
{
	struct wc_daemon *daemon = wc_alloc(reading->arena, sizeof(*daemon));
	daemon->arena = reading->arena;
	if (!wc_daemon_find(reading, &daemon->address, err))
		return false;
	daemon->deadline = reading->deadline;
	daemon->local = daemon->address.pipe ? daemon->address.pipe : daemon->address.unix_socket;
	if (!daemon->address.pipe) {
		daemon->http = wc_http_open(1);
		wc_http_deadline(daemon->http, daemon->deadline);
	}
	if (!agree(daemon, err)) {
		wc_daemon_close(daemon);
		return false;
	}
	*ret_daemon = daemon;
	return true;
}

void
wc_daemon_close(struct wc_daemon *daemon)
{
	wc_http_close(daemon->http);
	daemon->http = NULL;
}

bool
wc_daemon_get(struct wc_daemon *daemon, const char *path, const char *secret, struct wc_daemon_answer *ret_answer,
              struct wc_err *err)
{
	struct wc_http_answer answer;
	path = wc_printf(daemon->arena, "%s%s", daemon->version, path);
	if (daemon->local && (!secret || daemon->address.pipe))
		return ask_local(daemon, path, NULL, ret_answer, err);
	if (!ask_server(daemon, path, secret, &answer, err))
		return false;
	*ret_answer = (struct wc_daemon_answer){answer.status, answer.body ? answer.body : "", answer.length};
	return true;
}

const char *
wc_daemon_words(const struct wc_daemon *daemon, const struct wc_daemon_answer *answer)
{
	const struct wc_node *root;
	char buffer[WC_SHOWN];
	if (wc_json_read(daemon->arena, "answer", answer->body, answer->length, &root, NULL)) {
		const char *message = wc_get_text(root, "message");
		if (message)
			return wc_printf(daemon->arena, "HTTP status %u, %.300s", answer->status, message);
	}
	size_t line = strcspn(answer->body, "\r\n");
	return line ? wc_printf(daemon->arena, "HTTP status %u, %s", answer->status, wc_show(buffer, answer->body, line))
	            : wc_printf(daemon->arena, "HTTP status %u", answer->status);
}
