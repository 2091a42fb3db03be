/* Asking GnuTLS, which libmicrohttpd has loaded already. */
#include "serve/tls.h"

#include "io/library.h"

#include <gnutls/gnutls.h>
#include <pthread.h>
#include <stddef.h>

static const char library[] = "libgnutls.so.30";

#define FUNCTIONS(X) X(gnutls_certificate_verify_peers2) X(gnutls_record_cork) X(gnutls_record_uncork)

static struct {
#define POINTER(name) __typeof__(name) *name;
	FUNCTIONS(POINTER)
#undef POINTER
} functions;
static const char *missing; /* what was not found */
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void
open_library(void)
{
	static const struct wc_library_function table[] = {
#define ROW(name) {#name, offsetof(__typeof__(functions), name)},
		FUNCTIONS(ROW)
#undef ROW
	};
	missing = wc_library_open(library, table, sizeof(table) / sizeof(*table), &functions);
}

static bool
is_there(void)
{
	pthread_once(&once, open_library);
	return !missing;
}

bool
wc_tls_ready(struct wc_err *err)
{
	if (is_there())
		return true;
	wc_fail(err, WC_FAULT_SYSTEM, "no client's certificate can be looked at: %s is not there", missing);
	return wc_hint(err, "install it (on Debian: apt install libgnutls30)");
}

bool
wc_tls_is_trusted(void *session)
{
	unsigned status = 1;
	return session && functions.gnutls_certificate_verify_peers2(session, &status) == GNUTLS_E_SUCCESS && status == 0;
}

bool
wc_tls_hold(void *session)
{
	if (!session || !is_there())
		return false;
	functions.gnutls_record_cork(session);
	return true;
}

bool
wc_tls_let_go(void *session)
{
	return functions.gnutls_record_uncork(session, 0) >= 0;
}
