/* The Docker Engine: where it listens, and asking its API. */
#ifndef WC_SOURCE_HOST_DAEMON_H
#define WC_SOURCE_HOST_DAEMON_H

#include "io/http.h"
#include "source/sources.h"

/* Where an engine listens: a unix socket, a named pipe of Windows, or a server. Owned by the reading's arena. */
struct wc_daemon_address {
	const char *shown;       /* for messages: "unix:///var/run/docker.sock" */
	const char *said_by;     /* what named it: "DOCKER_HOST", "the context 'build'", "the default" */
	const char *base;        /* "http://docker", "https://build.example:2376" */
	const char *unix_socket; /* or NULL */
	const char *pipe;        /* or NULL */
	struct wc_http_tls tls;  /* where `base` is https */
	bool is_private;         /* nobody on the way can read what we say */
};

/*
 * Finds the engine as the docker command does: DOCKER_HOST; DOCKER_CONTEXT or the current context of config.json; else the
 * system's default. False and `err` where an address or a context cannot be used.
 */
bool wc_daemon_find(const struct wc_reading *reading, struct wc_daemon_address *ret_address, struct wc_err *err);

/* Fills the address from "unix://PATH", "tcp://HOST:PORT" …; `said_by` and `tls` are set. False and `err` where it is none. */
bool wc_daemon_address_parse(wc_arena *arena, const char *text, bool with_tls, struct wc_daemon_address *address,
                             struct wc_err *err);

/* The address where nothing names another. Pair: daemon_default_posix.c, daemon_default_windows.c. */
extern const char wc_daemon_default[];

/* A connection to an daemon, with the version of the API that both speak. */
struct wc_daemon;

/* Finds the engine and agrees on a version. False and `err` (WC_FAULT_UNREACHABLE where it does not answer). */
bool wc_daemon_open(const struct wc_reading *reading, struct wc_daemon **ret_daemon, struct wc_err *err);
void wc_daemon_close(struct wc_daemon *daemon);

/* What it said. Owned by the reading's arena. */
struct wc_daemon_answer {
	unsigned status;
	const char *body; /* NUL-terminated */
	size_t length;
};

/*
 * GET `path` ("/info"); `secret` is a header with credentials or NULL, and is left out where somebody on the way could read
 * it. False and `err` where no answer came; any status is an answer.
 */
bool wc_daemon_get(struct wc_daemon *daemon, const char *path, const char *secret, struct wc_daemon_answer *ret_answer,
                   struct wc_err *err);

/* "the Docker Engine at unix:///var/run/docker.sock", for messages. */
const char *wc_daemon_name(const struct wc_daemon *daemon);

/* What the engine said in its own words: the "message" of an answer that is an error, or its first line. */
const char *wc_daemon_words(const struct wc_daemon *daemon, const struct wc_daemon_answer *answer);

#endif
