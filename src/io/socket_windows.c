/* Sockets of a server on Windows: those that the relays of a named pipe make. */
#include "io/socket.h"

#include <winsock2.h>

int
wc_socket_accept(int listening)
{
	return (int)accept((SOCKET)listening, NULL, NULL);
}

ptrdiff_t
wc_socket_read(int socket, void *bytes, size_t size)
{
	return recv((SOCKET)socket, bytes, (int)size, 0);
}

ptrdiff_t
wc_socket_write(int socket, const void *bytes, size_t size)
{
	return send((SOCKET)socket, bytes, (int)size, 0);
}

void
wc_socket_prompt(int socket)
{
	BOOL on = TRUE;
	setsockopt((SOCKET)socket, IPPROTO_TCP, TCP_NODELAY, (const char *)&on, sizeof(on));
}

void
wc_socket_end(int socket)
{
	shutdown((SOCKET)socket, SD_BOTH);
}

void
wc_socket_close(int socket)
{
	closesocket((SOCKET)socket);
}
