/* Sockets of a server: taking connections, and reading, writing and ending them without waiting. On Windows only wc_socket_end. */
#ifndef WC_IO_SOCKET_H
#define WC_IO_SOCKET_H

#include <stddef.h>

/* The next connection of a socket that listens, as one that never waits; or -1, errno and, where the system lacks something, EMFILE. */
int wc_socket_accept(int listening);

/* Reads at most `size` bytes that are there: how many, 0 at the end, -1 and errno where there is nothing or something is wrong. */
ptrdiff_t wc_socket_read(int socket, void *bytes, size_t size);

/* Sends what the socket takes now: how many bytes, or -1 and errno. */
ptrdiff_t wc_socket_write(int socket, const void *bytes, size_t size);

/* What was sent on this connection, and waited for more, goes now; and what is sent from now on, at once. */
void wc_socket_prompt(int socket);

/* Ends the connection of a socket that somebody else owns and closes: whoever waits on it is told that it is over. */
void wc_socket_end(int socket);

void wc_socket_close(int socket);

#endif
