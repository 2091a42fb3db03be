/* The door of a server: a thread that takes connections in from a socket of TCP or a Unix socket. */
#include "serve/http_private.h"

#include "io/bell.h"
#include "io/gate.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* How long nothing is taken where there is no room, or the system has no descriptor left. */
enum { PAUSE_MS = 100 };

struct wc_door {
	struct wc_server *server;
	int socket;
	char *path; /* of a Unix socket, or NULL */
	struct wc_bell *bell;
	struct wc_worker *worker;
	atomic_bool is_shut;
};

/* Those that knock, as long as there is room. False: it is no use to look again at once. */
static bool
take_in(struct wc_door *door)
{
	struct wc_loop *loop = NULL;
	while (wc_server_load(door->server, &loop) < door->server->most) {
		int taken = wc_socket_accept(door->socket);
		if (taken >= 0)
			wc_loop_give(loop, taken);
		else if (errno != EINTR && errno != ECONNABORTED)
			return errno != EMFILE;
	}
	return false;
}

static void
work(void *context)
{
	struct wc_door *door = context;
	while (!atomic_load(&door->is_shut)) {
		wc_bell_wait(door->bell, door->socket, -1);
		if (!take_in(door))
			wc_bell_wait(door->bell, -1, PAUSE_MS);
	}
}

static bool
open_socket(struct wc_door *door, const char *address, char ret_name[WC_ADDRESS_TEXT], struct wc_err *err)
{
	static const char prefix[] = "unix:", pipe[] = "npipe:";
	if (strncmp(address, pipe, sizeof(pipe) - 1) == 0) {
		wc_fail(err, WC_FAULT_INPUT, "named pipes are Windows' own: nothing listens on %.80s here", address + sizeof(pipe) - 1);
		return wc_hint(err, "listen on a Unix socket: unix:PATH");
	}
	if (strncmp(address, prefix, sizeof(prefix) - 1) != 0)
		return wc_listen(address, &door->socket, ret_name, err);
	if (!wc_listen_unix(address + sizeof(prefix) - 1, &door->socket, ret_name, err))
		return false;
	door->path = strdup(address + sizeof(prefix) - 1);
	return true;
}

struct wc_door *
wc_door_new(struct wc_server *server, const char *address, char ret_name[WC_ADDRESS_TEXT], struct wc_err *err)
{
	struct wc_door *door = calloc(1, sizeof(*door));
	struct wc_bell *bell = door ? wc_bell_new() : NULL;
	if (!bell)
		wc_fail(err, WC_FAULT_SYSTEM, "out of memory, or of descriptors");
	else
		*door = (struct wc_door){.server = server, .socket = -1, .bell = bell};
	server->most = WC_LIMIT_CONNECTIONS;
	if (bell && open_socket(door, address, ret_name, err))
		return door;
	wc_bell_free(bell);
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
	if (!door->worker)
		return;
	atomic_store(&door->is_shut, true);
	wc_bell_ring(door->bell);
	wc_worker_join(door->worker);
	door->worker = NULL;
}

void
wc_door_free(struct wc_door *door)
{
	if (!door)
		return;
	wc_door_shut(door);
	wc_socket_close(door->socket);
	if (door->path)
		wc_listen_unix_end(door->path);
	free(door->path);
	wc_bell_free(door->bell);
	free(door);
}
