/* Looking at certificates by GnuTLS, which libmicrohttpd has loaded already. */
#include "serve/peer.h"

#include "io/library.h"

#include <gnutls/gnutls.h>
#include <pthread.h>
#include <stddef.h>

static const char library[] = "libgnutls.so.30";

static struct {
	__typeof__(gnutls_certificate_verify_peers2) *verify;
} functions;
static const char *missing; /* what was not found */
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void
open_library(void)
{
	static const struct wc_library_function table[] = {{"gnutls_certificate_verify_peers2", 0}};
	missing = wc_library_open(library, table, 1, &functions);
}

bool
wc_peer_ready(struct wc_err *err)
{
	pthread_once(&once, open_library);
	if (!missing)
		return true;
	wc_fail(err, WC_FAULT_SYSTEM, "no client's certificate can be looked at: %s is not there", missing);
	return wc_hint(err, "install it (on Debian: apt install libgnutls30)");
}

bool
wc_peer_is_trusted(void *session)
{
	unsigned status = 1;
	return session && functions.verify(session, &status) == GNUTLS_E_SUCCESS && status == 0;
}
