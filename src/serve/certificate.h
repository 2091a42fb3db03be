/* The server's own certificate: when it ends. */
#ifndef WC_SERVE_CERTIFICATE_H
#define WC_SERVE_CERTIFICATE_H

#include <stdbool.h>
#include <stdint.h>

/* The last moment of the first certificate of the PEM text `cert`, in seconds since 1970. False where it is none that can be read. */
bool wc_certificate_ends(const char *cert, int64_t *ret_ends);

#endif
