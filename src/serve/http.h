/* wc_server: HTTP/1.1 with TLS or without, on an event loop for each processor; each request with its body is one exchange. */
#ifndef WC_SERVE_HTTP_H
#define WC_SERVE_HTTP_H

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "io/listen.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One request and its answer. Lives until the answer is sent. */
struct wc_exchange {
	wc_arena *arena;
	const char *method, *path; /* the path without its query */
	const char *body;          /* NUL-terminated */
	size_t length;
	int64_t began; /* microseconds of a clock that never goes back, when all of it was there */
	void *kept;    /* what the handler keeps from one call to the next; NULL at first */
	unsigned status;           /* of the answer; 200 where nobody says otherwise */
	const char *content_type;
	const char *allow;         /* the header Allow of a 405, or NULL */
	struct wc_text answer;
};

/*
 * Answers; any thread calls it. True: the answer is complete. False: wc_exchange_pause was called, and the handler is called again
 * after wc_exchange_resume.
 */
typedef bool wc_exchange_handler(void *context, struct wc_exchange *exchange);

/* Nothing more is done for it until wc_exchange_resume, which any thread may call, once. */
void wc_exchange_pause(struct wc_exchange *exchange);
void wc_exchange_resume(struct wc_exchange *exchange);

struct wc_server_options {
	const char *address;     /* as wc_listen takes it, or "unix:PATH" */
	const char *cert, *key;  /* PEM texts; both NULL: without TLS */
	const char *client_ca;   /* a PEM text: whoever has no certificate by it is answered 403; or NULL. Stays where it is */
	unsigned threads;
	wc_exchange_handler *handler;
	void *context;
};

struct wc_server;

/*
 * Starts to listen and to answer; `ret_name` is the address with the port that was taken. False and `err` where the library is not
 * there, the address is wrong or taken, or certificate and key are none. End it with wc_server_stop.
 */
bool wc_server_start(const struct wc_server_options *options, struct wc_server **ret_server, char ret_name[WC_ADDRESS_TEXT],
                     struct wc_err *err);

/*
 * New connections get this certificate; those that are there go on with the old one until they have been answered. False and `err`
 * where it is none: the old one stays.
 */
bool wc_server_renew(struct wc_server *server, const char *cert, const char *key, struct wc_err *err);

/* To be called about once a second: ends connections that ask for nothing they complete, and what wc_server_renew left behind. */
void wc_server_tick(struct wc_server *server);

/* Connections that are open, and requests under way. */
struct wc_server_counts {
	size_t connections, requests;
};
struct wc_server_counts wc_server_count(struct wc_server *server);

/* Takes no new connection, answers what was asked (at most `milliseconds` long), and ends. */
void wc_server_stop(struct wc_server *server, unsigned milliseconds);

#endif
