/* The connections of a server: a list of them, and when each moved last. */
#include "serve/http_private.h"

#include "base/limits.h"
#include "io/clock.h"

#include <stdlib.h>

struct wc_connection *
wc_connection_of(const struct wc_generation *generation, struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info =
		generation->server->mhd->MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	return info ? info->socket_context : NULL;
}

static struct wc_connection *
begin(struct wc_loop *loop, const struct wc_server *server, struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *socket = server->mhd->MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	const union MHD_ConnectionInfo *tls = server->mhd->MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
	struct wc_connection *c = socket ? calloc(1, sizeof(*c)) : NULL;
	if (!c)
		return NULL;
	c->socket = socket->connect_fd;
	c->session = tls ? tls->tls_session : NULL;
	c->loop = loop;
	c->wire = c->session ? calloc(1, sizeof(*c->wire)) : NULL;
	if (c->wire) {
		c->wire->socket = c->socket;
		wc_tls_by_wire(c->session, c->wire);
	}
	atomic_init(&c->moved, wc_clock_ms());
	return c;
}

static void
put(struct wc_server *server, struct wc_connection *c)
{
	pthread_mutex_lock(&server->lock);
	c->next = server->connections;
	if (c->next)
		c->next->before = c;
	server->connections = c;
	server->connection_count++;
	pthread_mutex_unlock(&server->lock);
}

static void
take(struct wc_server *server, struct wc_connection *c)
{
	pthread_mutex_lock(&server->lock);
	*(c->before ? &c->before->next : &server->connections) = c->next;
	if (c->next)
		c->next->before = c->before;
	server->connection_count--;
	pthread_mutex_unlock(&server->lock);
	free(c->wire);
	free(c);
}

void
wc_connection_note(void *context, struct MHD_Connection *connection, void **kept, enum MHD_ConnectionNotificationCode what)
{
	struct wc_loop *loop = context;
	struct wc_server *server = loop->generation->server;
	struct wc_connection *c = *kept;
	if (what == MHD_CONNECTION_NOTIFY_STARTED)
		atomic_fetch_add(&loop->connections, 1);
	else if (what == MHD_CONNECTION_NOTIFY_CLOSED)
		atomic_fetch_sub(&loop->connections, 1);
	if (what == MHD_CONNECTION_NOTIFY_STARTED && (*kept = c = begin(loop, server, connection)))
		put(server, c);
	else if (what == MHD_CONNECTION_NOTIFY_CLOSED && c) {
		if (c->waits)
			wc_answer_drop(c);
		take(server, c);
	}
}

void
wc_connections_end_dribbling(struct wc_server *server)
{
	int64_t now = wc_clock_ms(), before = now - 1000 * (WC_LIMIT_IDLE_SECONDS + WC_LIMIT_REQUEST_SECONDS);
	pthread_mutex_lock(&server->lock);
	int64_t soon = server->connection_count > server->most * 3 / 4 ? now - 1000 * WC_LIMIT_CROWDED_SECONDS : before;
	for (struct wc_connection *c = server->connections; c; c = c->next)
		if (atomic_load_explicit(&c->moved, memory_order_relaxed) < (atomic_load_explicit(&c->has_asked, memory_order_relaxed) ? before : soon))
			wc_socket_end(c->socket);
	pthread_mutex_unlock(&server->lock);
}
