/* Listening on a Unix socket on Windows: the server that would is not in that build (docs/serve.md). */
#include "io/listen.h"

bool
wc_listen_unix(const char *path, int *ret_socket, char ret_name[WC_ADDRESS_TEXT], struct wc_err *err)
{
	return wc_listen(path, ret_socket, ret_name, err);
}

void
wc_listen_unix_end(const char *path)
{
	(void)path;
}
