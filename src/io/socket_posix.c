/* Sockets of a server on POSIX systems. */
#include "io/socket.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

int
wc_socket_accept(int listening)
{
	int taken = accept4(listening, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (taken < 0 && (errno == ENFILE || errno == ENOBUFS || errno == ENOMEM))
		errno = EMFILE;
	return taken;
}

ptrdiff_t
wc_socket_read(int socket, void *bytes, size_t size)
{
	return recv(socket, bytes, size, 0);
}

ptrdiff_t
wc_socket_write(int socket, const void *bytes, size_t size)
{
	return send(socket, bytes, size, MSG_NOSIGNAL);
}

void
wc_socket_prompt(int socket)
{
	int on = 1, off = 0;
	setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	setsockopt(socket, IPPROTO_TCP, TCP_CORK, &off, sizeof(off));
}

void
wc_socket_end(int socket)
{
	shutdown(socket, SHUT_RDWR);
}

void
wc_socket_close(int socket)
{
	close(socket);
}
