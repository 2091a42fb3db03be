/* Listening on Windows: on a named pipe alone (io/pipe_server.h), for a cluster asks by TLS, and that is not in this build. */
#include "io/listen.h"

bool
wc_listen_check(const char *address, struct wc_err *err)
{
	wc_fail(err, WC_FAULT_INPUT, "nothing listens on %.80s: the Windows build answers no cluster, and no engine over a network", address);
	return wc_hint(err, "run `wincompat serve` on Linux; or answer the Docker Engine of this machine: --docker-authz npipe:////./pipe/NAME");
}

bool
wc_listen_is_loopback(const char *address)
{
	(void)address;
	return false;
}
