/* Sockets that a server listens on. On Windows only what is asked of addresses: servers listen on named pipes there. */
#ifndef WC_IO_LISTEN_H
#define WC_IO_LISTEN_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum { WC_ADDRESS_TEXT = 128 };

/*
 * Listens on "ADDR:PORT": a number ("127.0.0.1:8443", "[::1]:8443") or localhost; port 0 is any that is free. `ret_name` is the
 * same with the port that was taken. False and `err` where it is no address, or the system refuses. Let go of it with wc_socket_close.
 */
bool wc_listen(const char *address, int *ret_socket, char ret_name[WC_ADDRESS_TEXT], struct wc_err *err);

/*
 * Listens on a Unix socket at `path`, for this user and root alone; `ret_name` is "unix:PATH". What a server that is gone left there is
 * taken away; where one still answers, or something else is in the place, false and `err`. Let go of it with wc_socket_close and
 * wc_listen_unix_end.
 */
bool wc_listen_unix(const char *path, int *ret_socket, char ret_name[WC_ADDRESS_TEXT], struct wc_err *err);

/* Takes the socket at `path` away. */
void wc_listen_unix_end(const char *path);

/* Could wc_listen take that address on this system? False and `err` where it could not. Nothing is opened. */
bool wc_listen_check(const char *address, struct wc_err *err);

/* Is that an address that only this machine can reach? */
bool wc_listen_is_loopback(const char *address);

#endif
