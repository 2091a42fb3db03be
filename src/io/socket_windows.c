/* Sockets of a server on Windows, which the relays of a named pipe make. Only ending one is ours: the library reads and writes them. */
#include "io/socket.h"

#include <winsock2.h>

void
wc_socket_end(int socket)
{
	shutdown((SOCKET)socket, SD_BOTH);
}
