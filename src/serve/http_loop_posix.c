/* An event loop of a server: epoll, on a thread of ours, so that we know when a round is over. */
#include "serve/http_outbox.h"

#include "io/bell.h"
#include "io/gate.h"

#include <stdlib.h>
#include <string.h>

/* The library's daemon belongs to the loop's thread: others leave for it what is behind the lock, and ring. */
struct wc_loop_thread {
	struct wc_worker *worker;
	struct wc_bell *bell;
	atomic_bool is_over;
	struct wc_outbox outbox;
	pthread_mutex_t lock;
	struct wc_resume *resumed;
	int given[WC_LIMIT_CONNECTIONS]; /* connections that are to begin */
	size_t given_count;
};

/* Until there is something to do: for the library at once, by a peer, or for us. */
static void
wait_for_work(struct wc_loop *loop)
{
	const struct wc_microhttpd *mhd = loop->generation->server->mhd;
	const union MHD_DaemonInfo *epoll = mhd->MHD_get_daemon_info(loop->daemon, MHD_DAEMON_INFO_EPOLL_FD);
	MHD_UNSIGNED_LONG_LONG most;
	bool has_most = mhd->MHD_get_timeout(loop->daemon, &most) == MHD_YES;
	if (!has_most || most > 0)
		wc_bell_wait(loop->thread->bell, epoll->epoll_fd, has_most ? (int64_t)most : -1);
}

void
wc_loop_give(struct wc_loop *loop, int socket)
{
	struct wc_loop_thread *t = loop->thread;
	atomic_fetch_add(&loop->connections, 1);
	pthread_mutex_lock(&t->lock);
	t->given[t->given_count++] = socket;
	pthread_mutex_unlock(&t->lock);
	wc_bell_ring(t->bell);
}

/* Rings with the lock held: once it is open the request may be answered, and its loop be gone. */
void
wc_loop_resume(struct wc_loop *loop, struct wc_resume *resume)
{
	struct wc_loop_thread *t = loop->thread;
	pthread_mutex_lock(&t->lock);
	resume->next = t->resumed;
	t->resumed = resume;
	wc_bell_ring(t->bell);
	pthread_mutex_unlock(&t->lock);
}

/* Whose peer it is, nobody asks of the library. Where memory is out it closes the connection. */
static void
begin_given(struct wc_loop *loop)
{
	static const struct sockaddr nobody; /* AF_UNSPEC */
	struct wc_loop_thread *t = loop->thread;
	for (size_t i = 0; i < t->given_count; i++)
		loop->generation->server->mhd->MHD_add_connection(loop->daemon, t->given[i], &nobody, sizeof(nobody));
	atomic_fetch_sub(&loop->connections, t->given_count);
	t->given_count = 0;
}

/* What others left. */
static void
take_up(struct wc_loop *loop)
{
	struct wc_loop_thread *t = loop->thread;
	pthread_mutex_lock(&t->lock);
	for (struct wc_resume *resume = t->resumed; resume; resume = resume->next)
		loop->generation->server->mhd->MHD_resume_connection(resume->connection);
	t->resumed = NULL;
	begin_given(loop);
	pthread_mutex_unlock(&t->lock);
}

static void
work(void *context)
{
	struct wc_loop *loop = context;
	while (!atomic_load(&loop->thread->is_over)) {
		wait_for_work(loop);
		take_up(loop);
		loop->generation->server->mhd->MHD_run(loop->daemon);
		wc_outbox_flush(&loop->thread->outbox);
	}
}

static bool
fill(struct wc_loop_thread *t)
{
	pthread_mutex_init(&t->lock, NULL);
	t->bell = wc_bell_new();
	t->outbox.sends = wc_sends_new();
	return t->bell && t->outbox.sends;
}

bool
wc_loop_start(struct wc_loop *loop, struct wc_generation *generation, struct wc_err *err)
{
	loop->generation = generation;
	loop->thread = calloc(1, sizeof(*loop->thread));
	if (!loop->thread || !fill(loop->thread))
		return wc_fail(err, WC_FAULT_SYSTEM, "out of memory, or of descriptors");
	loop->daemon = wc_daemon_start(loop, MHD_USE_EPOLL);
	return loop->daemon ? wc_worker_start(work, loop, &loop->thread->worker, err) : wc_daemon_failed(generation, err);
}

void
wc_loop_end(struct wc_loop *loop)
{
	struct wc_loop_thread *t = loop->thread;
	if (t && t->worker) {
		atomic_store(&t->is_over, true);
		wc_bell_ring(t->bell);
		wc_worker_join(t->worker);
		take_up(loop);
	}
	if (loop->daemon)
		loop->generation->server->mhd->MHD_stop_daemon(loop->daemon);
	if (t) {
		wc_sends_free(t->outbox.sends);
		wc_bell_free(t->bell);
		pthread_mutex_destroy(&t->lock);
	}
	free(t);
}

/*
 * The library sends the head and the body of an answer each in a record of TLS and in a system call of its own. Held together by
 * GnuTLS they are one of each, for us and for who reads them: a sixth of the processor time that a whole request takes on both sides.
 * Who asks before it has read the last answer gets that first.
 */
bool
wc_answer_hold(struct wc_connection *c)
{
	if (!c || !c->wire)
		return false;
	if (c->waits)
		wc_outbox_flush(&c->loop->thread->outbox);
	wc_tls_hold(c->session);
	return true;
}

void
wc_answer_leave(struct wc_connection *c)
{
	wc_outbox_add(&c->loop->thread->outbox, c);
}

void
wc_answer_drop(struct wc_connection *c)
{
	wc_outbox_drop(&c->loop->thread->outbox, c);
}
