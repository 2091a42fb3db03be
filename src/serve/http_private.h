/* What the files of HTTP by libmicrohttpd share: the server, its generations, connections and requests. Private to them. */
#ifndef WC_SERVE_HTTP_PRIVATE_H
#define WC_SERVE_HTTP_PRIVATE_H

#include "base/limits.h"
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
	bool waits;                /* an answer of it is held, and complete */
	bool is_prompt;            /* what is sent goes at once: wc_socket_prompt was called */
	atomic_int_fast64_t moved; /* when it was opened, or its last request was answered (wc_clock_ms) */
	atomic_bool has_asked;     /* a request of it was answered */
};

/* An event loop: a daemon of the library on a thread of its own. */
struct wc_loop {
	struct wc_generation *generation;
	struct MHD_Daemon *daemon;
	atomic_size_t connections;     /* that it was given, and that are not closed */
	struct wc_loop_thread *thread; /* what else the system's way needs */
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
	struct wc_door *door;
	size_t most;                  /* connections at a time, as the door takes in */
	struct wc_generation *newest; /* and behind it those that end */
	pthread_mutex_t lock;         /* of both lists */
	struct wc_connection *connections;
	size_t connection_count;
	atomic_size_t held; /* bytes of bodies that are in memory */
};

/*
 * The door: where the server is reached. wc_door_new listens at `address`, says in `ret_name` where, and sets server->most; NULL and `err`
 * where it cannot. wc_door_open begins to take connections in, for the newest generation's loop that has fewest; wc_door_shut ends that.
 * Free it with wc_door_free (NULL is allowed).
 */
struct wc_door *wc_door_new(struct wc_server *server, const char *address, char ret_name[WC_ADDRESS_TEXT], struct wc_err *err);
bool wc_door_open(struct wc_door *door, struct wc_err *err);
void wc_door_shut(struct wc_door *door);
void wc_door_free(struct wc_door *door);

/* How many connections the server has, and in *ret_loop the newest generation's loop with the fewest. Any thread may ask. */
size_t wc_server_load(struct wc_server *server, struct wc_loop **ret_loop);

/* Begins a loop of `generation`, which is zeroed. False and `err`; it is to be ended in either case. */
bool wc_loop_start(struct wc_loop *loop, struct wc_generation *generation, struct wc_err *err);

/* Ends it and all of its connections, when its thread comes to it. */
void wc_loop_end(struct wc_loop *loop);

/* A connection of its own from now on; the door's thread calls it. */
void wc_loop_give(struct wc_loop *loop, int socket);

/* A connection that is to go on after a pause; part of its request. */
struct wc_resume {
	struct wc_resume *next;
	struct MHD_Connection *connection;
};

/* It goes on; any thread may call it. From then on its request may be answered, and be gone together with its loop. */
void wc_loop_resume(struct wc_loop *loop, struct wc_resume *resume);

/* A daemon for `loop`, with `flags` besides those that all have. NULL, and generation->said says why. */
struct MHD_Daemon *wc_daemon_start(struct wc_loop *loop, unsigned flags);

/* That the library did not start a daemon, and what it said: false and `err`. */
bool wc_daemon_failed(struct wc_generation *generation, struct wc_err *err);

/*
 * Head and body of the answer that follows are held until wc_answer_leave, and leave then with those of other connections; false where
 * they are sent one by one. wc_answer_drop is for one whose connection is no more. For the loop's own thread.
 */
bool wc_answer_hold(struct wc_connection *connection);
void wc_answer_leave(struct wc_connection *connection);
void wc_answer_drop(struct wc_connection *connection);

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

#endif
