/* What is asked of GnuTLS: when a certificate ends; and of a session of libmicrohttpd who asks, and that records are read and written in one piece. */
#ifndef WC_SERVE_TLS_H
#define WC_SERVE_TLS_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The last moment of the first certificate of the PEM text `cert`, in seconds since 1970. False where it is none that can be read. */
bool wc_tls_certificate_ends(const char *cert, int64_t *ret_ends);

/* Finds GnuTLS; comes before all that is about sessions. False and `err` where it is not there. */
bool wc_tls_ready(struct wc_err *err);

/* Has the peer of this session shown a certificate, good today, by the CA that the server was given? */
bool wc_tls_is_trusted(void *session);

/* Between a session and its socket: bytes that were read ahead of who asks for them, and where those go that are sent. */
struct wc_tls_wire {
	int socket;
	unsigned at, length;
	unsigned char bytes[4096];
	unsigned char *out; /* where they are put, as far as there is room; NULL: they are sent */
	size_t room;        /* what is left of it */
};

/*
 * The session reads and writes by way of `wire`, which lives as long as it does. Read are the five bytes that say how long a record is, and
 * the record, in one system call instead of two.
 */
void wc_tls_by_wire(void *session, struct wc_tls_wire *wire);

/* What is sent from now on waits for wc_tls_let_go. */
void wc_tls_hold(void *session);

/* Sends what waits, in one record; false where the peer, or wire->out, takes no more now. */
bool wc_tls_let_go(void *session);

#endif
