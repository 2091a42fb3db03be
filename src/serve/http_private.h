/* What the files of HTTP by libmicrohttpd share: the server, its generations, connections and requests. Private to them. */
#ifndef WC_SERVE_HTTP_PRIVATE_H
#define WC_SERVE_HTTP_PRIVATE_H

#include "base/limits.h"
#include "io/bell.h"
#include "io/gate.h"
#include "io/sends.h"
#include "io/socket.h"
#include "serve/http.h"
#include "serve/library.h"
#include "serve/tls.h"

#include <pthread.h>
#include <stdatomic.h>

/* Answers up to so many bytes leave in one piece with their head: both fit into one record, and into any socket's buffer. */
enum { WC_HELD_MOST = 8 * 1024 };

/* A connection, for as long as it is open. */
struct wc_connection {
	struct wc_connection *next, *before;
	struct wc_loop *loop;
	int socket;
	void *session;             /* of GnuTLS; NULL without TLS */
	struct wc_tls_wire *wire;  /* by which its session reads and writes; NULL without TLS, or where memory was out */
	bool waits;                /* an answer of it is in the outbox */
	bool is_prompt;            /* what is sent goes at once: wc_socket_prompt was called */
	atomic_int_fast64_t moved; /* when it was opened, or its last request was answered (wc_clock_ms) */
	atomic_bool has_asked;     /* a request of it was answered */
};

/* Answers of a round that wait to leave together. */
struct wc_outbox {
	struct wc_connection *of[WC_SENDS_MOST]; /* whose they are; at most one of each */
	size_t count;
	int64_t since;                           /* when the first was added (wc_clock_us) */
	struct wc_sends *sends;
	unsigned char bytes[64 * 1024];          /* they themselves, encrypted: while they are sent */
};

/* An event loop: a daemon of the library on a thread of its own. Others leave what is behind the lock for it, and ring. */
struct wc_loop {
	struct wc_generation *generation;
	struct MHD_Daemon *daemon;
	struct wc_worker *worker;
	struct wc_bell *bell;
	atomic_bool is_over;
	atomic_size_t connections; /* that it was given, and that are not closed */
	struct wc_outbox outbox;
	pthread_mutex_t lock;      /* of what follows */
	struct wc_request *on;     /* requests that go on after a pause */
	int given[WC_LIMIT_CONNECTIONS]; /* connections that are to begin */
	size_t given_count;
};

/* The loops of a certificate: one that is renewed is another generation. */
struct wc_generation {
	struct wc_generation *next;
	struct wc_server *server;
	struct wc_loop *loops;
	unsigned loop_count;
	char *cert, *key;
	char said[200]; /* the last thing that the library complained of when it started */
	atomic_size_t requests;
	atomic_bool is_ending; /* each connection ends with its next answer */
	int64_t ends;          /* when it is stopped whatever it does; 0: it is the newest one */
};

struct wc_server {
	const struct wc_microhttpd *mhd;
	struct wc_server_options options;
	int socket;
	struct wc_bell *bell;    /* of its door */
	struct wc_worker *door;
	atomic_bool is_shut;
	struct wc_generation *newest; /* and behind it those that end */
	pthread_mutex_t lock;         /* of both lists */
	struct wc_connection *connections;
	size_t connection_count;
	atomic_size_t held; /* bytes of bodies that are in memory */
};

/* Begins to take connections in, for the newest generation. False and `err`; it is to be shut in either case. */
bool wc_door_open(struct wc_server *server, struct wc_err *err);

/* Takes no more. */
void wc_door_shut(struct wc_server *server);

/* A connection of its own from now on; the door's thread calls it. */
void wc_loop_give(struct wc_loop *loop, int socket);

/* Begins a loop of `generation`, which is zeroed. False and `err`; it is to be ended in either case. */
bool wc_loop_start(struct wc_loop *loop, struct wc_generation *generation, struct wc_err *err);

/* Ends it and all of its connections, when its thread comes to it. */
void wc_loop_end(struct wc_loop *loop);

/*
 * The answer that `connection` holds waits for wc_outbox_flush, when the round of its loop is over; where many wait, or one for long,
 * they leave at once. These three are for the loop's own thread.
 */
void wc_outbox_add(struct wc_outbox *box, struct wc_connection *connection);
void wc_outbox_flush(struct wc_outbox *box);

/* An answer whose connection is no more. */
void wc_outbox_drop(struct wc_outbox *box, const struct wc_connection *connection);

/* Requests that were told to go on since: by the thread of the loop. */
void wc_requests_go_on(struct wc_loop *loop);

/*
 * For MHD_start_daemon; the context of both is the loop. The library calls it with the head, then with each piece of the body,
 * then with its end, and again after each pause; and once when the answer is sent, or never will be.
 */
enum MHD_Result wc_request_take(void *context, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
                                const char *piece, size_t *piece_length, void **kept);
void wc_request_end(void *context, struct MHD_Connection *connection, void **kept, enum MHD_RequestTerminationCode why);

/* For MHD_start_daemon, with a loop as context: keeps the list of connections. */
void wc_connection_note(void *context, struct MHD_Connection *connection, void **kept, enum MHD_ConnectionNotificationCode what);

/*
 * Ends connections of which nothing came for longer than the library lets them idle: their peer sends a byte now and then. Where there is
 * hardly room for others, those that have never asked anything have to go soon.
 */
void wc_connections_end_dribbling(struct wc_server *server);

/* Ours of a connection of the library; NULL where memory was out when it began. */
struct wc_connection *wc_connection_of(const struct wc_generation *generation, struct MHD_Connection *connection);

/* Head and body of the answer that follows wait for wc_outbox_add; false where they are sent one by one. */
bool wc_connection_hold(struct wc_connection *connection);

#endif
