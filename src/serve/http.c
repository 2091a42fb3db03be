/* HTTP by libmicrohttpd, with TLS by GnuTLS; limits on everything that a peer can make large or slow. From start to stop. */
#include "serve/http_private.h"

#include "io/clock.h"

#include <stdlib.h>
#include <string.h>

/* How long a renewed or ending server goes on with connections it has. */
enum { ENDING_MS = 20 * 1000 };

static void
end_generation(struct wc_generation *g)
{
	for (unsigned i = 0; i < g->loop_count; i++)
		wc_loop_end(&g->loops[i]);
	free(g->loops);
	free(g->cert);
	free(g->key);
	free(g);
}

/* How many loops began, the last of them perhaps only halfway, is in `g`. */
static bool
start_loops(struct wc_generation *g, struct wc_err *err)
{
	unsigned count = g->server->options.threads;
	g->loops = calloc(count, sizeof(*g->loops));
	if (!g->loops)
		return wc_fail(err, WC_FAULT_SYSTEM, "out of memory");
	while (g->loop_count < count)
		if (!wc_loop_start(&g->loops[g->loop_count++], g, err))
			return false;
	return true;
}

/* Another generation, which gets the new connections. False and `err` where the library takes no such certificate. */
static bool
add_generation(struct wc_server *server, const char *cert, const char *key, struct wc_err *err)
{
	struct wc_generation *g = calloc(1, sizeof(*g));
	if (!g)
		return wc_fail(err, WC_FAULT_SYSTEM, "out of memory");
	*g = (struct wc_generation){.server = server, .cert = cert ? strdup(cert) : NULL, .key = key ? strdup(key) : NULL};
	if (!start_loops(g, err)) {
		if (cert && err->fault == WC_FAULT_INPUT)
			wc_hint(err, "check that --tls-cert is a PEM chain, the server's own certificate first, and --tls-key its key");
		end_generation(g);
		return false;
	}
	pthread_mutex_lock(&server->lock);
	g->next = server->newest;
	server->newest = g;
	pthread_mutex_unlock(&server->lock);
	return true;
}

/* All of it that there is. */
static void
end_server(struct wc_server *server)
{
	for (struct wc_generation *g = server->newest, *next; g; g = next) {
		next = g->next;
		end_generation(g);
	}
	wc_door_free(server->door);
	free(server);
}

/* What the options ask of the libraries. */
static bool
check_libraries(const struct wc_microhttpd *mhd, const struct wc_server_options *options, struct wc_err *err)
{
	if (options->cert && !wc_tls_ready(err))
		return false;
	if (options->cert && mhd->MHD_is_feature_supported(MHD_FEATURE_TLS) != MHD_YES) {
		wc_fail(err, WC_FAULT_SYSTEM, "this libmicrohttpd was built without TLS");
		return wc_hint(err, "install the one of your distribution that has it (Debian's does)");
	}
	return true;
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
	server->door = wc_door_new(server, options->address, ret_name, err);
	if (!server->door || !add_generation(server, options->cert, options->key, err) || !wc_door_open(server->door, err)) {
		end_server(server);
		return false;
	}
	*ret_server = server;
	return true;
}

/* Its connections end with their next answer. */
static void
let_end(struct wc_generation *g)
{
	if (g->ends)
		return;
	g->ends = wc_clock_ms() + ENDING_MS;
	atomic_store(&g->is_ending, true);
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
		end_generation(g);
	}
}

size_t
wc_server_load(struct wc_server *server, struct wc_loop **ret_loop)
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
	wc_door_shut(server->door);
	for (struct wc_generation *g = server->newest; g; g = g->next)
		let_end(g);
	while (wc_server_count(server).requests && wc_clock_ms() < until)
		wc_clock_pause(10);
	end_server(server);
}
