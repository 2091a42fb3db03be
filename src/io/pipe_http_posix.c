/* HTTP over a unix socket: what a named pipe of Windows is elsewhere. libcurl speaks it, too, but takes longer to open than the whole exchange. */
#include "io/pipe_http.h"

#include "io/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { PIECE = 16 * 1024, REQUEST = 1024 };

static bool
late(const struct wc_pipe_get *get, struct wc_err *err)
{
	return wc_fail(err, WC_FAULT_UNREACHABLE, "no answer within %u milliseconds", get->timeout_ms);
}

static bool
broken(const char *what, int why, struct wc_err *err)
{
	return wc_fail(err, WC_FAULT_UNREACHABLE, "the socket cannot be %s: %s", what, strerror(why));
}

/* Waits until the socket may be read or written, or the deadline is over. */
static bool
await(const struct wc_pipe_get *get, int fd, short events, int64_t until, struct wc_err *err)
{
	struct pollfd wanted = {.fd = fd, .events = events};
	for (;;) {
		int64_t left = until - wc_clock_ms();
		int ready = left > 0 ? poll(&wanted, 1, (int)left) : 0;
		if (ready > 0)
			return true;
		if (ready == 0)
			return late(get, err);
		if (errno != EINTR)
			return broken("waited for", errno, err);
	}
}

/* The connected socket, or -1 and `err`. A listener whose queue is full is tried again until the deadline. */
static int
open_socket(const struct wc_pipe_get *get, int64_t until, struct wc_err *err)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	size_t length = strlen(get->pipe);
	if (*get->pipe != '/' || length >= sizeof(address.sun_path)) {
		wc_fail(err, WC_FAULT_UNREACHABLE, *get->pipe == '/' ? "no socket can have so long a path" : "it is a named pipe, and only Windows has those");
		return -1;
	}
	memcpy(address.sun_path, get->pipe, length + 1);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	while (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof(address)) != 0) {
		int why = errno;
		if ((why == EAGAIN || why == EINTR) && wc_clock_ms() < until && (poll(NULL, 0, 5), true))
			continue;
		close(fd);
		wc_fail(err, WC_FAULT_UNREACHABLE, why == ENOENT ? "there is no such socket" : "nobody listens on that socket, or you may not open it");
		return -1;
	}
	if (fd < 0)
		broken("made", errno, err);
	return fd;
}

static bool
send_request(const struct wc_pipe_get *get, int fd, int64_t until, struct wc_err *err)
{
	char request[REQUEST];
	int length = snprintf(request, sizeof(request), "GET %s HTTP/1.1\r\nHost: docker\r\nUser-Agent: wincompat\r\nAccept: */*\r\nConnection: close\r\n\r\n",
	                      get->path);
	if (length < 0 || (size_t)length >= sizeof(request))
		return wc_fail(err, WC_FAULT_INPUT, "the path %.40s… is too long to ask for", get->path);
	for (ssize_t sent = 0, n; sent < length; sent += n) {
		if (!await(get, fd, POLLOUT, until, err))
			return false;
		n = send(fd, request + sent, (size_t)(length - sent), MSG_NOSIGNAL);
		if (n < 0 && errno != EAGAIN && errno != EINTR)
			return broken("written to", errno, err);
		n = n < 0 ? 0 : n;
	}
	return true;
}

/* A server that dribbles a byte at a time meets the deadline here, too. */
static bool
read_answer(const struct wc_pipe_get *get, int fd, int64_t until, struct wc_pipe_answer *answer, struct wc_err *err)
{
	char piece[PIECE];
	while (answer->stage != WC_PIPE_DONE) {
		if (!await(get, fd, POLLIN, until, err))
			return false;
		ssize_t n = recv(fd, piece, sizeof(piece), 0);
		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			continue;
		if (n < 0 && errno != ECONNRESET)
			return broken("read", errno, err);
		if (!(n > 0 ? wc_pipe_answer_feed(answer, piece, (size_t)n, err) : wc_pipe_answer_end(answer, err)))
			return false;
	}
	return true;
}

bool
wc_pipe_get(const struct wc_pipe_get *get, int *ret_status, struct wc_err *err)
{
	struct wc_pipe_answer answer = {.body = get->body, .wanted = get->wanted};
	int64_t until = wc_clock_ms() + get->timeout_ms;
	int fd = open_socket(get, until, err);
	bool done = fd >= 0 && send_request(get, fd, until, err) && read_answer(get, fd, until, &answer, err);
	if (fd >= 0)
		close(fd);
	if (!done)
		return false;
	*ret_status = answer.status;
	if (get->found)
		memcpy(get->found, answer.found, sizeof(answer.found));
	return true;
}
