/* The door of a server: a thread that takes connections in and gives each to the loop that has fewest. */
#include "serve/http_private.h"

#include "base/limits.h"
#include "io/clock.h"

#include <errno.h>

/* How long nothing is taken where there is no room, or the system has no descriptor left. */
enum { PAUSE_MS = 100 };

/* How many connections there are, and in *ret_loop the newest certificate's loop with the fewest. */
static size_t
count(struct wc_server *server, struct wc_loop **ret_loop)
{
	size_t all = 0, fewest = SIZE_MAX;
	pthread_mutex_lock(&server->lock);
	for (struct wc_generation *g = server->newest; g; g = g->next)
		for (unsigned i = 0; i < g->loop_count; i++) {
			size_t own = atomic_load(&g->loops[i].connections);
			all += own;
			if (g == server->newest && own < fewest) {
				fewest = own;
				*ret_loop = &g->loops[i];
			}
		}
	pthread_mutex_unlock(&server->lock);
	return all;
}

/* Those that knock, as long as there is room. False: it is no use to look again at once. */
static bool
take_in(struct wc_server *server)
{
	struct wc_loop *loop = NULL;
	while (count(server, &loop) < WC_LIMIT_CONNECTIONS) {
		int taken = wc_socket_accept(server->socket);
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
	struct wc_server *server = context;
	while (!atomic_load(&server->is_shut)) {
		wc_bell_wait(server->bell, server->socket, -1);
		if (!take_in(server))
			wc_bell_wait(server->bell, -1, PAUSE_MS);
	}
}

bool
wc_door_open(struct wc_server *server, struct wc_err *err)
{
	server->bell = wc_bell_new();
	if (!server->bell)
		return wc_fail(err, WC_FAULT_SYSTEM, "out of memory, or of descriptors");
	return wc_worker_start(work, server, &server->door, err);
}

void
wc_door_shut(struct wc_server *server)
{
	atomic_store(&server->is_shut, true);
	if (server->door) {
		wc_bell_ring(server->bell);
		wc_worker_join(server->door);
	}
	wc_bell_free(server->bell);
}
