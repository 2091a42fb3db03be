/* HTTP by libmicrohttpd: epoll, a pool of threads, TLS by GnuTLS; limits on everything that a peer can make large or slow. From start to stop. */
#include "serve/http_private.h"

#include "base/limits.h"
#include "io/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How long a renewed or ending server goes on with connections it has. */
enum { ENDING_MS = 20 * 1000 };

/* What the library complains of: of its start, for the message; afterwards only of peers that speak no HTTP or TLS. */
__attribute__((format(printf, 2, 0))) static void
on_complaint(void *context, const char *format, va_list args)
{
	struct wc_generation *g = context;
	if (!g->daemon)
		vsnprintf(g->said, sizeof(g->said), format, args);
}

static void
free_generation(struct wc_generation *g)
{
	if (g->socket >= 0)
		wc_socket_close(g->socket);
	free(g->cert);
	free(g->key);
	free(g);
}

static struct MHD_Daemon *
start_daemon(struct wc_generation *g)
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
		flags, 0, NULL, NULL, wc_request_take, g,
		MHD_OPTION_EXTERNAL_LOGGER, on_complaint, (void *)g,
		MHD_OPTION_LISTEN_SOCKET, g->socket,
		MHD_OPTION_THREAD_POOL_SIZE, o->threads,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)WC_LIMIT_CONNECTIONS,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)WC_LIMIT_IDLE_SECONDS,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)WC_LIMIT_HEAD_BYTES,
		MHD_OPTION_NOTIFY_COMPLETED, wc_request_end, (void *)g,
		MHD_OPTION_NOTIFY_CONNECTION, wc_connection_note, (void *)g,
		MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
		MHD_OPTION_ARRAY, g->cert ? tls : none,
		MHD_OPTION_END);
}

/* Another generation on the server's socket. False and `err` where the library takes no such certificate. */
static bool
add_generation(struct wc_server *server, const char *cert, const char *key, struct wc_err *err)
{
	struct wc_generation *g = calloc(1, sizeof(*g));
	if (!g)
		return wc_fail(err, WC_FAULT_SYSTEM, "out of memory");
	*g = (struct wc_generation){.server = server, .cert = cert ? strdup(cert) : NULL, .key = key ? strdup(key) : NULL,
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
	return !options->cert || wc_tls_ready(err);
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
let_end(struct wc_generation *g)
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
	for (struct wc_generation *g = server->newest->next; g; g = g->next)
		let_end(g);
	return true;
}

void
wc_server_tick(struct wc_server *server)
{
	int64_t now = wc_clock_ms();
	wc_connections_end_dribbling(server);
	for (struct wc_generation **at = &server->newest->next; *at;) {
		struct wc_generation *g = *at;
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
	for (struct wc_generation *g = server->newest; g; g = g->next)
		counts.requests += atomic_load(&g->requests);
	pthread_mutex_unlock(&server->lock);
	return counts;
}

void
wc_server_stop(struct wc_server *server, unsigned milliseconds)
{
	int64_t until = wc_clock_ms() + milliseconds;
	for (struct wc_generation *g = server->newest; g; g = g->next)
		let_end(g);
	while (wc_server_count(server).requests && wc_clock_ms() < until)
		wc_clock_pause(10);
	for (struct wc_generation *g = server->newest, *next; g; g = next) {
		next = g->next;
		server->mhd->MHD_stop_daemon(g->daemon);
		free_generation(g);
	}
	close_socket(server);
	free(server);
}
