/* HTTP requests, many at a time over shared connections (libcurl, opened at first use). */
#ifndef WC_IO_HTTP_H
#define WC_IO_HTTP_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How a server is recognised, and how it recognises us: paths of PEM files; NULL: what the system trusts, no certificate. */
struct wc_http_tls {
	const char *ca_file; /* beside what the system trusts */
	const char *cert_file, *key_file;
	bool unverified; /* take any certificate, because somebody asked for that */
	bool ca_alone;   /* ca_file instead of what the system trusts; read anew for each connection */
};

/*
 * Takes a piece of an answer's body while it comes, whatever its `status`. False: nothing more of it is wanted, and the request ends as
 * WC_HTTP_CUT.
 */
typedef bool wc_http_take(void *context, unsigned status, const char *bytes, size_t length);

/*
 * One request. Everything is borrowed until it is done. `secret` goes to the host of `url` only: a redirect to another
 * scheme, host or port is followed without it, and none from https to http is followed.
 */
struct wc_http_request {
	const char *method; /* "GET", "HEAD", "POST" */
	const char *url;    /* http:// or https:// */
	const char *unix_socket;       /* connect to this socket instead, or NULL */
	const char *secret;            /* a header that holds a secret, "Authorization: Bearer …", or NULL */
	const char *const *headers;    /* more headers, "Name: value" */
	size_t header_count;
	const char *body;              /* of a POST, or NULL */
	size_t body_length;
	const struct wc_http_tls *tls; /* or NULL */
	size_t most;                   /* a body of more bytes is refused */
	wc_http_take *take;            /* the body is handed over and not kept, however long it is, and no redirect is followed; or NULL */
	void *take_context;
	bool is_direct;                /* by no proxy, whatever the environment says */
	bool may_be_silent;            /* an answer that rests between its pieces: whether the other side is alive is asked by TCP */
	unsigned connect_ms;           /* for resolving and connecting; 0: 10 s */
	unsigned total_ms;             /* for the whole exchange, redirects too; 0: 60 s */
	unsigned delay_ms;             /* wait so long before sending it */
};

/* What became of a request. WC_HTTP_DONE: an answer came, whatever its status. */
enum wc_http_fault {
	WC_HTTP_DONE,
	WC_HTTP_NO_LIBRARY,
	WC_HTTP_BAD_URL,
	WC_HTTP_NO_NAME,     /* the name cannot be resolved */
	WC_HTTP_NO_CONNECTION, /* nobody listens, or the way there is closed */
	WC_HTTP_NO_TLS,      /* certificate or handshake: what listens may speak no TLS */
	WC_HTTP_NO_HTTP,     /* what answers is no HTTP */
	WC_HTTP_TOO_SLOW,    /* a time limit was reached */
	WC_HTTP_TOO_LARGE,
	WC_HTTP_CUT,         /* the connection ended before the answer did */
	WC_HTTP_BAD_REDIRECT,
};

struct wc_http_header {
	const char *name, *value;
};

/* An answer. Owned by the arena that was given to wc_http_send. */
struct wc_http_answer {
	enum wc_http_fault fault;
	const char *problem; /* where fault is not WC_HTTP_DONE: what happened, without URL and secrets */
	unsigned status;     /* also of an answer that was cut; 0 where none began */
	const char *body; /* NUL-terminated */
	size_t length;
	const struct wc_http_header *headers; /* of the last answer, in order */
	size_t header_count;
	const char *url; /* the last one asked */
};

/* The value of the first header `name` (any case), or NULL. */
const char *wc_http_header(const struct wc_http_answer *answer, const char *name);

/* Is the host of `url` this machine by its very name: localhost, 127.x.x.x, [::1]? */
bool wc_http_is_loopback(const char *url);

/* Connections, and requests under way. For one thread at a time. */
struct wc_http;

/* A new one, which sends at most `jobs` (at least 1) requests at a time. Nothing is opened yet. Free with wc_http_close. */
struct wc_http *wc_http_open(unsigned jobs);

/* What waits or is under way then ends without a word. */
void wc_http_close(struct wc_http *http);

/* No request goes on after the moment `at` (wc_clock_ms; 0: no such limit): it ends as WC_HTTP_TOO_SLOW. */
void wc_http_deadline(struct wc_http *http, int64_t at);

/* Called when a request is done; may send more. `answer` stays as long as the arena. */
typedef void wc_http_done(void *context, const struct wc_http_answer *answer);

/* Queues a request; `done` is called from wc_http_run, never from here. */
void wc_http_send(struct wc_http *http, wc_arena *arena, const struct wc_http_request *request, wc_http_done *done,
                  void *context);

/* Sends more, where there is more to send; called whenever requests came to an end, and at the start. */
typedef void wc_http_feed(void *context);

/* Once, while the first requests of the next run are under way and nothing else is to be done, calls `work`. */
typedef void wc_http_work(void *context);
void wc_http_meanwhile(struct wc_http *http, wc_http_work *work, void *context);

/* Works until every request is done and `feed` (may be NULL) sends none. */
void wc_http_run(struct wc_http *http, wc_http_feed *feed, void *context);

/*
 * For a thread that goes on for long: opens the library now (false and `err` where it cannot be); waits at most `most_ms` for the
 * network where nothing is to be done, then does what there is to do; ends the wait from another thread.
 */
bool wc_http_ready(struct wc_http *http, struct wc_err *err);
void wc_http_turn(struct wc_http *http, unsigned most_ms);
void wc_http_wake(struct wc_http *http);

/* One request, to its end. False and `err` (WC_FAULT_UNREACHABLE) where no answer came. */
bool wc_http_ask(struct wc_http *http, wc_arena *arena, const struct wc_http_request *request,
                 struct wc_http_answer *ret_answer, struct wc_err *err);

#endif
