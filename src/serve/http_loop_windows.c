/* An event loop of a server on Windows: the library's own thread. Without TLS no answer is held. */
#include "serve/http_private.h"

bool
wc_loop_start(struct wc_loop *loop, struct wc_generation *generation, struct wc_err *err)
{
	loop->generation = generation;
	loop->daemon = wc_daemon_start(loop, MHD_USE_INTERNAL_POLLING_THREAD);
	return loop->daemon || wc_daemon_failed(generation, err);
}

void
wc_loop_end(struct wc_loop *loop)
{
	if (loop->daemon)
		loop->generation->server->mhd->MHD_stop_daemon(loop->daemon);
}

/* The library takes it in in its own time, and only then counts it; where it does not, it closes it. */
void
wc_loop_give(struct wc_loop *loop, int socket)
{
	static const struct sockaddr nobody; /* AF_UNSPEC */
	loop->generation->server->mhd->MHD_add_connection(loop->daemon, (MHD_socket)socket, &nobody, sizeof(nobody));
}

void
wc_loop_resume(struct wc_loop *loop, struct wc_resume *resume)
{
	loop->generation->server->mhd->MHD_resume_connection(resume->connection);
}

bool
wc_answer_hold(struct wc_connection *connection)
{
	(void)connection;
	return false;
}

void
wc_answer_leave(struct wc_connection *connection)
{
	(void)connection;
}

void
wc_answer_drop(struct wc_connection *connection)
{
	(void)connection;
}
