/* Listening on Windows: the server that would is not in that build (docs/serve.md). */
#include "io/listen.h"

bool
wc_listen(const char *address, int *ret_socket, char ret_name[WC_ADDRESS_TEXT], struct wc_err *err)
{
	(void)ret_socket;
	(void)ret_name;
	return wc_listen_check(address, err);
}

bool
wc_listen_check(const char *address, struct wc_err *err)
{
	wc_fail(err, WC_FAULT_INPUT, "nothing listens on %.80s: the Windows build has no server", address);
	return wc_hint(err, "run `wincompat serve` on Linux");
}

bool
wc_listen_is_loopback(const char *address)
{
	(void)address;
	return false;
}
