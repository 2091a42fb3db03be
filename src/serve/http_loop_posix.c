/* An event loop of a server: one daemon of the library on a thread of its own. */
#include "serve/http_private.h"

#include "base/limits.h"
#include "io/clock.h"

#include <stdio.h>
#include <string.h>

/* What the library complains of: of its start, for the message; afterwards only of peers that speak no HTTP or TLS. */
__attribute__((format(printf, 2, 0))) static void
on_complaint(void *context, const char *format, va_list args)
{
	struct wc_loop *loop = context;
	if (!loop->daemon)
		vsnprintf(loop->generation->said, sizeof(loop->generation->said), format, args);
}

static struct MHD_Daemon *
start_daemon(struct wc_loop *loop)
{
	const struct wc_generation *g = loop->generation;
	const struct wc_server_options *o = &g->server->options;
	struct MHD_OptionItem tls[] = {
		{MHD_OPTION_HTTPS_MEM_CERT, 0, g->cert},
		{MHD_OPTION_HTTPS_MEM_KEY, 0, g->key},
		{MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)(uintptr_t) "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"},
		{o->client_ca ? MHD_OPTION_HTTPS_MEM_TRUST : MHD_OPTION_END, 0, (void *)(uintptr_t)o->client_ca},
		{MHD_OPTION_END, 0, NULL},
	};
	struct MHD_OptionItem none[] = {{MHD_OPTION_END, 0, NULL}};
	unsigned flags = MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG | (g->cert ? MHD_USE_TLS : 0u);
	return g->server->mhd->MHD_start_daemon(
		flags, 0, NULL, NULL, wc_request_take, loop,
		MHD_OPTION_EXTERNAL_LOGGER, on_complaint, (void *)loop,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)WC_LIMIT_CONNECTIONS,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)WC_LIMIT_IDLE_SECONDS,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)WC_LIMIT_HEAD_BYTES,
		MHD_OPTION_NOTIFY_COMPLETED, wc_request_end, (void *)loop,
		MHD_OPTION_NOTIFY_CONNECTION, wc_connection_note, (void *)loop,
		MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
		MHD_OPTION_ARRAY, g->cert ? tls : none,
		MHD_OPTION_END);
}

/* Until there is something to do: for the library at once, by a peer, or for us. */
static void
wait_for_work(struct wc_loop *loop)
{
	const struct wc_microhttpd *mhd = loop->generation->server->mhd;
	const union MHD_DaemonInfo *epoll = mhd->MHD_get_daemon_info(loop->daemon, MHD_DAEMON_INFO_EPOLL_FD);
	MHD_UNSIGNED_LONG_LONG most;
	bool has_most = mhd->MHD_get_timeout(loop->daemon, &most) == MHD_YES;
	if (!has_most || most > 0)
		wc_bell_wait(loop->bell, epoll->epoll_fd, has_most ? (int64_t)most : -1);
}

void
wc_loop_give(struct wc_loop *loop, int socket)
{
	atomic_fetch_add(&loop->connections, 1);
	pthread_mutex_lock(&loop->lock);
	loop->given[loop->given_count++] = socket;
	pthread_mutex_unlock(&loop->lock);
	wc_bell_ring(loop->bell);
}

/* Whose peer it is, nobody asks of the library. Where memory is out it closes the connection. */
static void
begin_given(struct wc_loop *loop)
{
	static const struct sockaddr nobody; /* AF_UNSPEC */
	pthread_mutex_lock(&loop->lock);
	for (size_t i = 0; i < loop->given_count; i++)
		loop->generation->server->mhd->MHD_add_connection(loop->daemon, loop->given[i], &nobody, sizeof(nobody));
	atomic_fetch_sub(&loop->connections, loop->given_count);
	loop->given_count = 0;
	pthread_mutex_unlock(&loop->lock);
}

/* The library's daemon belongs to this thread: others leave word, and ring. */
static void
work(void *context)
{
	struct wc_loop *loop = context;
	while (!atomic_load(&loop->is_over)) {
		wait_for_work(loop);
		wc_requests_go_on(loop);
		begin_given(loop);
		loop->generation->server->mhd->MHD_run(loop->daemon);
		wc_outbox_flush(&loop->outbox);
	}
}

bool
wc_loop_start(struct wc_loop *loop, struct wc_generation *generation, struct wc_err *err)
{
	loop->generation = generation;
	pthread_mutex_init(&loop->lock, NULL);
	loop->bell = wc_bell_new();
	loop->outbox.sends = wc_sends_new();
	if (!loop->bell || !loop->outbox.sends)
		return wc_fail(err, WC_FAULT_SYSTEM, "out of memory, or of descriptors");
	loop->daemon = start_daemon(loop);
	if (loop->daemon)
		return wc_worker_start(work, loop, &loop->worker, err);
	generation->said[strcspn(generation->said, "\r\n")] = '\0';
	return wc_fail(err, generation->cert ? WC_FAULT_INPUT : WC_FAULT_SYSTEM, "libmicrohttpd does not start%s%s", *generation->said ? ": " : "", generation->said);
}

void
wc_loop_end(struct wc_loop *loop)
{
	atomic_store(&loop->is_over, true);
	if (loop->worker) {
		wc_bell_ring(loop->bell);
		wc_worker_join(loop->worker);
	}
	begin_given(loop);
	if (loop->daemon)
		loop->generation->server->mhd->MHD_stop_daemon(loop->daemon);
	wc_sends_free(loop->outbox.sends);
	wc_bell_free(loop->bell);
	pthread_mutex_destroy(&loop->lock);
}
