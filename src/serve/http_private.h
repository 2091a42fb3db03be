/* What the files of HTTP by libmicrohttpd share: the server, its generations, connections and requests. Private to them. */
#ifndef WC_SERVE_HTTP_PRIVATE_H
#define WC_SERVE_HTTP_PRIVATE_H

#include "serve/http.h"
#include "serve/library.h"
#include "serve/tls.h"

#include <pthread.h>
#include <stdatomic.h>

/* A connection, for as long as it is open. */
struct wc_connection {
	struct wc_connection *next, *before;
	int socket;
	void *session;              /* of GnuTLS; NULL without TLS */
	struct wc_tls_ahead *ahead; /* what its session reads from, or NULL */
	bool is_prompt;             /* what is sent goes at once: wc_socket_prompt was called */
	atomic_int_fast64_t moved;  /* when it was opened, or its last request was answered (wc_clock_ms) */
	atomic_bool has_asked;      /* a request of it was answered */
};

/* One daemon of the library: a certificate that is renewed is another one, on the same socket. */
struct wc_generation {
	struct wc_generation *next;
	struct wc_server *server;
	struct MHD_Daemon *daemon;
	char *cert, *key;
	char said[200]; /* the last thing that the library complained of */
	atomic_size_t requests;
	atomic_bool is_ending; /* each connection ends with its next answer */
	int socket;
	int64_t ends; /* when it is stopped whatever it does; 0: it is the newest one */
};

struct wc_server {
	const struct wc_microhttpd *mhd;
	struct wc_server_options options;
	int socket;
	struct wc_generation *newest; /* and behind it those that end */
	pthread_mutex_t lock;         /* of both lists */
	struct wc_connection *connections;
	size_t connection_count;
	atomic_size_t held; /* bytes of bodies that are in memory */
};

/*
 * For MHD_start_daemon; the context of both is the generation. The library calls it with the head, then with each piece of the body,
 * then with its end, and again after each pause; and once when the answer is sent, or never will be.
 */
enum MHD_Result wc_request_take(void *context, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
                                const char *piece, size_t *piece_length, void **kept);
void wc_request_end(void *context, struct MHD_Connection *connection, void **kept, enum MHD_RequestTerminationCode why);

/* For MHD_start_daemon: keeps the list of connections. */
void wc_connection_note(void *context, struct MHD_Connection *connection, void **kept, enum MHD_ConnectionNotificationCode what);

/*
 * Ends connections of which nothing came for longer than the library lets them idle: their peer sends a byte now and then. Where there is
 * hardly room for others, those that have never asked anything have to go soon.
 */
void wc_connections_end_dribbling(struct wc_server *server);

/* Ours of a connection of the library; NULL where memory was out when it began. */
struct wc_connection *wc_connection_of(const struct wc_generation *generation, struct MHD_Connection *connection);

/* Head and body of an answer that follows go out together, by wc_connection_let_go; false where they are sent one by one. */
bool wc_connection_hold(struct wc_connection *connection);
void wc_connection_let_go(struct wc_connection *connection);

#endif
