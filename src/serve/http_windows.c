/* The Windows build has no server: libmicrohttpd is not among its libraries (docs/serve.md). */
#include "serve/http.h"

void
wc_exchange_pause(struct wc_exchange *exchange)
{
	(void)exchange;
}

void
wc_exchange_resume(struct wc_exchange *exchange)
{
	(void)exchange;
}

bool
wc_server_start(const struct wc_server_options *options, struct wc_server **ret_server, char ret_name[WC_ADDRESS_TEXT],
                struct wc_err *err)
{
	int socket;
	(void)ret_server;
	return wc_listen(options->address, &socket, ret_name, err);
}

bool
wc_server_renew(struct wc_server *server, const char *cert, const char *key, struct wc_err *err)
{
	(void)server;
	(void)cert;
	(void)key;
	return wc_fail(err, WC_FAULT_SYSTEM, "there is no server");
}

void
wc_server_tick(struct wc_server *server)
{
	(void)server;
}

struct wc_server_counts
wc_server_count(struct wc_server *server)
{
	(void)server;
	return (struct wc_server_counts){0};
}

void
wc_server_stop(struct wc_server *server, unsigned milliseconds)
{
	(void)server;
	(void)milliseconds;
}
