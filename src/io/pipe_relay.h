/* Relays: each carries what one client of a named pipe says to a socket, and back. Windows only. */
#ifndef WC_IO_PIPE_RELAY_H
#define WC_IO_PIPE_RELAY_H

/* The header of sockets has to stand before any other of Windows. */
#include <winsock2.h>

#include <windows.h>

struct wc_pipe_relays;

/* None yet; NULL where memory is out. */
struct wc_pipe_relays *wc_pipe_relays_new(void);

/*
 * Starts one for the connected instance `pipe`, which it closes at its end; the socket, whose other end is the client, or -1 where there
 * is none left: then the pipe is closed. The caller closes the socket, which ends the relay when all has been carried.
 */
int wc_pipe_relays_add(struct wc_pipe_relays *relays, HANDLE pipe);

/* Waits for those that still carry, at most `milliseconds`; ends the others, and frees. NULL is allowed. */
void wc_pipe_relays_free(struct wc_pipe_relays *relays, unsigned milliseconds);

#endif
