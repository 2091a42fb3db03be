/* The certificate of who asks, where one is needed. */
#ifndef WC_SERVE_PEER_H
#define WC_SERVE_PEER_H

#include "base/err.h"

#include <stdbool.h>

/* Can certificates be looked at? False and `err` where GnuTLS is not there. */
bool wc_peer_ready(struct wc_err *err);

/* Has the peer of this session of GnuTLS shown a certificate, good today, by the CA that the server was given? wc_peer_ready comes first. */
bool wc_peer_is_trusted(void *session);

#endif
