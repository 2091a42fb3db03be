/* HTTP by libmicrohttpd: epoll, a pool of threads, TLS by GnuTLS; limits on everything that a peer can make large or slow. */
#include "serve/http.h"

#include "base/limits.h"
#include "io/clock.h"
#include "serve/library.h"
#include "serve/peer.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A connection, for as long as it is open. */
struct connection {
	struct connection *next, *before;
	int socket;
	int64_t moved; /* when it was opened, or its last request was answered (wc_clock_ms) */
	bool has_asked; /* a request of it was answered */
};

/* One daemon of the library: a certificate that is renewed is another one, on the same socket. */
struct generation {
	struct generation *next;
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
	struct generation *newest; /* and behind it those that end */
	pthread_mutex_t lock;      /* of both lists */
	struct connection *connections;
	size_t connection_count;
	atomic_size_t held; /* bytes of bodies that are in memory */
};

/* An exchange, and what of it is the library's. */
struct request {
	struct wc_exchange exchange; /* first, so that a pointer to it is one to the whole */
	struct generation *generation;
	struct MHD_Connection *connection;
	char *body;
	size_t size;
	unsigned refused; /* the status of an answer that was decided before the handler was asked; 0: none was */
};

/* How long a renewed or ending server goes on with connections it has. */
enum { ENDING_MS = 20 * 1000 };

void
wc_exchange_pause(struct wc_exchange *exchange)
{
	struct request *r = (struct request *)exchange;
	r->generation->server->mhd->MHD_suspend_connection(r->connection);
}

void
wc_exchange_resume(struct wc_exchange *exchange)
{
	struct request *r = (struct request *)exchange;
	r->generation->server->mhd->MHD_resume_connection(r->connection);
}

/* Room for `length` bytes of body; false where this request, or all together, have too much. */
static bool
reserve(struct request *r, size_t length)
{
	struct wc_server *server = r->generation->server;
	if (length <= r->size)
		return true;
	size_t size = r->size ? r->size * 2 : 8 * 1024, most = WC_LIMIT_REVIEW_BYTES;
	size = size > length ? size : length;
	size = size < most ? size : most;
	if (length > most) {
		r->refused = MHD_HTTP_CONTENT_TOO_LARGE;
		return false;
	}
	if (atomic_fetch_add(&server->held, size - r->size) + size > WC_LIMIT_REVIEWS_BYTES) {
		atomic_fetch_sub(&server->held, size - r->size);
		r->refused = MHD_HTTP_SERVICE_UNAVAILABLE;
		return false;
	}
	char *larger = realloc(r->body, size + 1);
	if (!larger) {
		atomic_fetch_sub(&server->held, size - r->size);
		r->refused = MHD_HTTP_SERVICE_UNAVAILABLE;
		return false;
	}
	r->body = larger;
	r->size = size;
	return true;
}

/* Where a client needs a certificate: has this one? */
static bool
is_welcome(const struct generation *g, struct MHD_Connection *connection)
{
	if (!g->server->options.client_ca)
		return true;
	const union MHD_ConnectionInfo *info = g->server->mhd->MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
	return info && wc_peer_is_trusted(info->tls_session);
}

static struct request *
begin(struct generation *g, struct MHD_Connection *connection, const char *url, const char *method)
{
	wc_arena *arena = wc_arena_new();
	struct request *r = wc_alloc(arena, sizeof(*r));
	const char *length = g->server->mhd->MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Content-Length");
	*r = (struct request){.generation = g, .connection = connection};
	r->exchange = (struct wc_exchange){.arena = arena, .method = wc_copyz(arena, method), .path = wc_copyz(arena, url), .body = "",
	                                   .status = MHD_HTTP_OK, .content_type = "application/json", .began = wc_clock_us(),
	                                   .answer = {.arena = arena}};
	atomic_fetch_add(&g->requests, 1);
	if (!is_welcome(g, connection))
		r->refused = MHD_HTTP_FORBIDDEN;
	else if (length)
		reserve(r, strlen(length) < 10 ? (size_t)strtoul(length, NULL, 10) : SIZE_MAX);
	return r;
}

static void
take(struct request *r, const char *bytes, size_t length)
{
	if (r->refused || !reserve(r, r->exchange.length + length))
		return;
	memcpy(r->body + r->exchange.length, bytes, length);
	r->exchange.length += length;
}

/* What was decided without the handler. */
static void
refuse(struct request *r)
{
	r->exchange.status = r->refused;
	r->exchange.content_type = "text/plain; charset=utf-8";
	if (r->refused == MHD_HTTP_CONTENT_TOO_LARGE)
		wc_text_printf(&r->exchange.answer, "the body is larger than %d bytes\n", WC_LIMIT_REVIEW_BYTES);
	else if (r->refused == MHD_HTTP_FORBIDDEN)
		wc_text_addz(&r->exchange.answer, "this needs a client's certificate by the CA that the server was given\n");
	else
		wc_text_addz(&r->exchange.answer, "too much is asked at a time: ask again in a second\n");
}

static enum MHD_Result
send_answer(struct request *r)
{
	const struct wc_microhttpd *mhd = r->generation->server->mhd;
	const struct wc_exchange *x = &r->exchange;
	struct MHD_Response *response =
		mhd->MHD_create_response_from_buffer(x->answer.length, (void *)(uintptr_t)wc_text_string(&x->answer), MHD_RESPMEM_PERSISTENT);
	if (!response)
		return MHD_NO;
	mhd->MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, x->content_type);
	if (x->allow)
		mhd->MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, x->allow);
	if (x->status == MHD_HTTP_SERVICE_UNAVAILABLE || x->status == MHD_HTTP_TOO_MANY_REQUESTS)
		mhd->MHD_add_response_header(response, MHD_HTTP_HEADER_RETRY_AFTER, "1");
	if (atomic_load(&r->generation->is_ending))
		mhd->MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
	enum MHD_Result queued = mhd->MHD_queue_response(r->connection, x->status, response);
	mhd->MHD_destroy_response(response);
	return queued;
}

/* The library calls it with the head, then with each piece of the body, then with its end; and again after each pause. */
static enum MHD_Result
on_request(void *context, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
           const char *piece, size_t *piece_length, void **kept)
{
	struct generation *g = context;
	struct request *r = *kept;
	(void)version;
	if (!r) {
		*kept = r = begin(g, connection, url, method);
		if (!r->refused)
			return MHD_YES;
		refuse(r);
		return send_answer(r);
	}
	if (*piece_length) {
		take(r, piece, *piece_length);
		*piece_length = 0;
		return MHD_YES;
	}
	if (r->body) {
		r->body[r->exchange.length] = '\0';
		r->exchange.body = r->body;
	}
	if (r->refused)
		refuse(r);
	else if (!g->server->options.handler(g->server->options.context, &r->exchange))
		return MHD_YES;
	return send_answer(r);
}

static void
on_completed(void *context, struct MHD_Connection *connection, void **kept, enum MHD_RequestTerminationCode why)
{
	struct generation *g = context;
	struct request *r = *kept;
	(void)why;
	const union MHD_ConnectionInfo *info = g->server->mhd->MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	struct connection *c = info ? info->socket_context : NULL;
	if (c) {
		pthread_mutex_lock(&g->server->lock);
		c->moved = wc_clock_ms();
		c->has_asked = true;
		pthread_mutex_unlock(&g->server->lock);
	}
	if (!r)
		return;
	atomic_fetch_sub(&g->server->held, r->size);
	free(r->body);
	wc_arena_free(r->exchange.arena);
	*kept = NULL;
	atomic_fetch_sub(&g->requests, 1);
}

static void
on_connection(void *context, struct MHD_Connection *connection, void **kept, enum MHD_ConnectionNotificationCode what)
{
	struct wc_server *server = ((struct generation *)context)->server;
	struct connection *c = *kept;
	if (what == MHD_CONNECTION_NOTIFY_STARTED) {
		const union MHD_ConnectionInfo *info = server->mhd->MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
		c = calloc(1, sizeof(*c));
		if (!c || !info) {
			free(c);
			return;
		}
		c->socket = info->connect_fd;
		c->moved = wc_clock_ms();
		*kept = c;
	}
	if (!c)
		return;
	pthread_mutex_lock(&server->lock);
	if (what == MHD_CONNECTION_NOTIFY_STARTED) {
		c->next = server->connections;
		if (c->next)
			c->next->before = c;
		server->connections = c;
		server->connection_count++;
	} else {
		*(c->before ? &c->before->next : &server->connections) = c->next;
		if (c->next)
			c->next->before = c->before;
		server->connection_count--;
	}
	pthread_mutex_unlock(&server->lock);
	if (what == MHD_CONNECTION_NOTIFY_CLOSED)
		free(c);
}

/* What the library complains of: of its start, for the message; afterwards only of peers that speak no HTTP or TLS. */
__attribute__((format(printf, 2, 0))) static void
on_complaint(void *context, const char *format, va_list args)
{
	struct generation *g = context;
	if (!g->daemon)
		vsnprintf(g->said, sizeof(g->said), format, args);
}

static void
free_generation(struct generation *g)
{
	if (g->socket >= 0)
		wc_socket_close(g->socket);
	free(g->cert);
	free(g->key);
	free(g);
}

static struct MHD_Daemon *
start_daemon(struct generation *g)
{
	const struct wc_server_options *o = &g->server->options;
	struct MHD_OptionItem tls[] = {
		{MHD_OPTION_HTTPS_MEM_CERT, 0, g->cert},
		{MHD_OPTION_HTTPS_MEM_KEY, 0, g->key},
		{MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)(uintptr_t) "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"},
		{o->client_ca ? MHD_OPTION_HTTPS_MEM_TRUST : MHD_OPTION_END, 0, (void *)(uintptr_t)o->client_ca},
		{MHD_OPTION_END, 0, NULL},
	};
	struct MHD_OptionItem none[] = {{MHD_OPTION_END, 0, NULL}};
	unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG | (g->cert ? MHD_USE_TLS : 0u);
	return g->server->mhd->MHD_start_daemon(
		flags, 0, NULL, NULL, on_request, g,
		MHD_OPTION_EXTERNAL_LOGGER, on_complaint, (void *)g,
		MHD_OPTION_LISTEN_SOCKET, g->socket,
		MHD_OPTION_THREAD_POOL_SIZE, o->threads,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)WC_LIMIT_CONNECTIONS,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)WC_LIMIT_IDLE_SECONDS,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)WC_LIMIT_HEAD_BYTES,
		MHD_OPTION_NOTIFY_COMPLETED, on_completed, (void *)g,
		MHD_OPTION_NOTIFY_CONNECTION, on_connection, (void *)g,
		MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
		MHD_OPTION_ARRAY, g->cert ? tls : none,
		MHD_OPTION_END);
}

/* Another generation on the server's socket. False and `err` where the library takes no such certificate. */
static bool
add_generation(struct wc_server *server, const char *cert, const char *key, struct wc_err *err)
{
	struct generation *g = calloc(1, sizeof(*g));
	if (!g)
		return wc_fail(err, WC_FAULT_SYSTEM, "out of memory");
	*g = (struct generation){.server = server, .cert = cert ? strdup(cert) : NULL, .key = key ? strdup(key) : NULL,
	                         .socket = wc_socket_copy(server->socket)};
	g->daemon = start_daemon(g);
	if (g->daemon) {
		pthread_mutex_lock(&server->lock);
		g->next = server->newest;
		server->newest = g;
		pthread_mutex_unlock(&server->lock);
		return true;
	}
	g->said[strcspn(g->said, "\r\n")] = '\0';
	wc_fail(err, cert ? WC_FAULT_INPUT : WC_FAULT_SYSTEM, "libmicrohttpd does not start%s%s", *g->said ? ": " : "", g->said);
	if (cert)
		wc_hint(err, "check that --tls-cert is a PEM chain, the server's own certificate first, and --tls-key its key");
	free_generation(g);
	return false;
}

/* The path of a Unix socket, NULL where it is none. */
static const char *
unix_path(const struct wc_server_options *options)
{
	static const char prefix[] = "unix:";
	return strncmp(options->address, prefix, sizeof(prefix) - 1) == 0 ? options->address + sizeof(prefix) - 1 : NULL;
}

static void
close_socket(struct wc_server *server)
{
	const char *path = unix_path(&server->options);
	wc_socket_close(server->socket);
	if (path)
		wc_listen_unix_end(path);
}

/* What the options ask of the libraries. */
static bool
check_libraries(const struct wc_microhttpd *mhd, const struct wc_server_options *options, struct wc_err *err)
{
	if (options->cert && mhd->MHD_is_feature_supported(MHD_FEATURE_TLS) != MHD_YES) {
		wc_fail(err, WC_FAULT_SYSTEM, "this libmicrohttpd was built without TLS");
		return wc_hint(err, "install the one of your distribution that has it (Debian's does)");
	}
	return !options->client_ca || wc_peer_ready(err);
}

bool
wc_server_start(const struct wc_server_options *options, struct wc_server **ret_server, char ret_name[WC_ADDRESS_TEXT],
                struct wc_err *err)
{
	const struct wc_microhttpd *mhd = wc_microhttpd(err);
	if (!mhd || !check_libraries(mhd, options, err))
		return false;
	struct wc_server *server = calloc(1, sizeof(*server));
	if (!server)
		return wc_fail(err, WC_FAULT_SYSTEM, "out of memory");
	*server = (struct wc_server){.mhd = mhd, .options = *options, .lock = PTHREAD_MUTEX_INITIALIZER};
	const char *path = unix_path(options);
	if (!(path ? wc_listen_unix(path, &server->socket, ret_name, err) : wc_listen(options->address, &server->socket, ret_name, err))) {
		free(server);
		return false;
	}
	if (!add_generation(server, options->cert, options->key, err)) {
		close_socket(server);
		free(server);
		return false;
	}
	*ret_server = server;
	return true;
}

/* It takes no new connections, and those that it has end with their next answer. */
static void
let_end(struct generation *g)
{
	if (g->ends)
		return;
	g->ends = wc_clock_ms() + ENDING_MS;
	atomic_store(&g->is_ending, true);
	g->server->mhd->MHD_quiesce_daemon(g->daemon);
}

bool
wc_server_renew(struct wc_server *server, const char *cert, const char *key, struct wc_err *err)
{
	if (!add_generation(server, cert, key, err))
		return false;
	for (struct generation *g = server->newest->next; g; g = g->next)
		let_end(g);
	return true;
}

/*
 * Connections of which nothing came for longer than the library lets them idle: their peer sends a byte now and then. Where there is
 * hardly room for others, those that have never asked anything have to go soon.
 */
static void
end_dribbling(struct wc_server *server)
{
	int64_t now = wc_clock_ms(), before = now - 1000 * (WC_LIMIT_IDLE_SECONDS + WC_LIMIT_REQUEST_SECONDS);
	pthread_mutex_lock(&server->lock);
	int64_t soon = server->connection_count > WC_LIMIT_CONNECTIONS * 3 / 4 ? now - 1000 * WC_LIMIT_CROWDED_SECONDS : before;
	for (struct connection *c = server->connections; c; c = c->next)
		if (c->moved < (c->has_asked ? before : soon))
			wc_socket_end(c->socket);
	pthread_mutex_unlock(&server->lock);
}

void
wc_server_tick(struct wc_server *server)
{
	int64_t now = wc_clock_ms();
	end_dribbling(server);
	for (struct generation **at = &server->newest->next; *at;) {
		struct generation *g = *at;
		if (now < g->ends || atomic_load(&g->requests)) {
			at = &g->next;
			continue;
		}
		pthread_mutex_lock(&server->lock);
		*at = g->next;
		pthread_mutex_unlock(&server->lock);
		server->mhd->MHD_stop_daemon(g->daemon);
		free_generation(g);
	}
}

struct wc_server_counts
wc_server_count(struct wc_server *server)
{
	struct wc_server_counts counts = {0};
	pthread_mutex_lock(&server->lock);
	counts.connections = server->connection_count;
	for (struct generation *g = server->newest; g; g = g->next)
		counts.requests += atomic_load(&g->requests);
	pthread_mutex_unlock(&server->lock);
	return counts;
}

void
wc_server_stop(struct wc_server *server, unsigned milliseconds)
{
	int64_t until = wc_clock_ms() + milliseconds;
	for (struct generation *g = server->newest; g; g = g->next)
		let_end(g);
	while (wc_server_count(server).requests && wc_clock_ms() < until)
		wc_clock_pause(10);
	for (struct generation *g = server->newest, *next; g; g = next) {
		next = g->next;
		server->mhd->MHD_stop_daemon(g->daemon);
		free_generation(g);
	}
	close_socket(server);
	free(server);
}
