/* What is asked of GnuTLS about a session of libmicrohttpd: the certificate of who asks, and that an answer goes out in one record. */
#ifndef WC_SERVE_TLS_H
#define WC_SERVE_TLS_H

#include "base/err.h"

#include <stdbool.h>

/* Can certificates be looked at? False and `err` where GnuTLS is not there. */
bool wc_tls_ready(struct wc_err *err);

/* Has the peer of this session shown a certificate, good today, by the CA that the server was given? wc_tls_ready comes first. */
bool wc_tls_is_trusted(void *session);

/* What is sent from now on waits for wc_tls_let_go. False, and nothing waits, where there is no session or no GnuTLS. */
bool wc_tls_hold(void *session);

/* Sends what waits, in one record; false where the peer takes no more now. */
bool wc_tls_let_go(void *session);

#endif
