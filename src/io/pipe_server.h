/* A named pipe that a server listens on. Whoever connects becomes a socket, which is what servers take. Windows only. */
#ifndef WC_IO_PIPE_SERVER_H
#define WC_IO_PIPE_SERVER_H

#include "base/err.h"

#include <stdbool.h>

/* At most so many clients at a time; others wait at the pipe until one leaves. */
enum { WC_PIPE_CLIENTS = 64 };

struct wc_pipe_server;

/*
 * Makes the pipe `name` (\\.\pipe\NAME, UTF-8), for the system and administrators of this machine alone, and for this user; nobody comes
 * over the network. False and `err` where there is one of this name. End it with wc_pipe_server_stop, then wc_pipe_server_free.
 */
bool wc_pipe_server_new(const char *name, struct wc_pipe_server **ret_server, struct wc_err *err);

/*
 * Waits for the next client: a socket that reads what it says, and says what it reads; or -1 after wc_pipe_server_stop, or where the
 * system has none left for this one, who is turned away. The caller closes it.
 */
int wc_pipe_server_accept(struct wc_pipe_server *server);

/* Nobody else is accepted, now or later. Any thread may call it. */
void wc_pipe_server_stop(struct wc_pipe_server *server);
bool wc_pipe_server_is_stopped(const struct wc_pipe_server *server);

/* Waits until what was sent has gone to each client, or for a second, and lets go of the pipe. */
void wc_pipe_server_free(struct wc_pipe_server *server);

#endif
