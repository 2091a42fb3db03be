/* The door of a server on Windows: a thread that takes connections in from a named pipe. */
#include "serve/http_private.h"

#include "io/clock.h"
#include "io/gate.h"
#include "io/pipe_server.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Before the next one, where one could not be taken. */
enum { PAUSE_MS = 10 };

struct wc_door {
	struct wc_server *server;
	struct wc_pipe_server *pipe;
	struct wc_worker *worker;
};

static void
work(void *context)
{
	struct wc_door *door = context;
	struct wc_loop *loop = NULL;
	while (!wc_pipe_server_is_stopped(door->pipe)) {
		int taken = wc_pipe_server_accept(door->pipe);
		wc_server_load(door->server, &loop);
		if (taken != -1)
			wc_loop_give(loop, taken);
		else
			wc_clock_pause(PAUSE_MS);
	}
}

/* "npipe:\\.\pipe\NAME", as the options have it. It is shown as engines write it. */
static bool
open_pipe(struct wc_door *door, const char *address, char ret_name[WC_ADDRESS_TEXT], struct wc_err *err)
{
	static const char prefix[] = "npipe:";
	if (strncmp(address, prefix, sizeof(prefix) - 1) != 0) {
		wc_fail(err, WC_FAULT_INPUT, "this build of wincompat does not listen on %.80s: it has no webhook for clusters, and no TLS", address);
		return wc_hint(err, "on Windows it answers the Docker Engine of this machine: --docker-authz npipe:////./pipe/NAME; serve clusters on Linux");
	}
	const char *name = address + sizeof(prefix) - 1;
	snprintf(ret_name, WC_ADDRESS_TEXT, "npipe://%s", name);
	for (char *c = ret_name; *c; c++)
		*c = *c == '\\' ? '/' : *c;
	return wc_pipe_server_new(name, &door->pipe, err);
}

struct wc_door *
wc_door_new(struct wc_server *server, const char *address, char ret_name[WC_ADDRESS_TEXT], struct wc_err *err)
{
	struct wc_door *door = calloc(1, sizeof(*door));
	if (!door)
		return wc_fail(err, WC_FAULT_SYSTEM, "out of memory"), NULL;
	door->server = server;
	server->most = WC_PIPE_CLIENTS;
	if (open_pipe(door, address, ret_name, err))
		return door;
	free(door);
	return NULL;
}

bool
wc_door_open(struct wc_door *door, struct wc_err *err)
{
	return wc_worker_start(work, door, &door->worker, err);
}

void
wc_door_shut(struct wc_door *door)
{
	wc_pipe_server_stop(door->pipe);
	if (door->worker)
		wc_worker_join(door->worker);
	door->worker = NULL;
}

void
wc_door_free(struct wc_door *door)
{
	if (!door)
		return;
	wc_door_shut(door);
	wc_pipe_server_free(door->pipe);
	free(door);
}
