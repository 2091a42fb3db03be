/* TLS on Windows: none. What asks there does so over a named pipe of this machine. */
#include "serve/tls.h"

bool
wc_tls_certificate_ends(const char *cert, int64_t *ret_ends)
{
	(void)cert;
	(void)ret_ends;
	return false;
}

bool
wc_tls_ready(struct wc_err *err)
{
	wc_fail(err, WC_FAULT_INPUT, "this build of wincompat serves nothing by TLS");
	return wc_hint(err, "on Windows it answers the Docker Engine of this machine: --docker-authz npipe:////./pipe/NAME");
}

bool
wc_tls_is_trusted(void *session)
{
	(void)session;
	return false;
}

void
wc_tls_by_wire(void *session, struct wc_tls_wire *wire)
{
	(void)session;
	(void)wire;
}
