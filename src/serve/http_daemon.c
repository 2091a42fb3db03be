/* A daemon of libmicrohttpd, as every loop has one: its limits, its certificate, and what it calls of ours. */
#include "serve/http_private.h"

#include <stdio.h>
#include <string.h>

/* What the library complains of: of its start, for the message; afterwards only of peers that speak no HTTP or TLS. */
__attribute__((format(printf, 2, 0))) static void
on_complaint(void *context, const char *format, va_list args)
{
	struct wc_loop *loop = context;
	if (!loop->daemon)
		vsnprintf(loop->generation->said, sizeof(loop->generation->said), format, args);
}

struct MHD_Daemon *
wc_daemon_start(struct wc_loop *loop, unsigned flags)
{
	const struct wc_generation *g = loop->generation;
	const struct wc_server_options *o = &g->server->options;
	struct MHD_OptionItem tls[] = {
		{MHD_OPTION_HTTPS_MEM_CERT, 0, g->cert},
		{MHD_OPTION_HTTPS_MEM_KEY, 0, g->key},
		{MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)(uintptr_t) "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"},
		{o->client_ca ? MHD_OPTION_HTTPS_MEM_TRUST : MHD_OPTION_END, 0, (void *)(uintptr_t)o->client_ca},
		{MHD_OPTION_END, 0, NULL},
	};
	struct MHD_OptionItem none[] = {{MHD_OPTION_END, 0, NULL}};
	flags |= MHD_USE_NO_LISTEN_SOCKET | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG | (g->cert ? MHD_USE_TLS : 0u);
	return g->server->mhd->MHD_start_daemon(
		flags, 0, NULL, NULL, wc_request_take, loop,
		MHD_OPTION_EXTERNAL_LOGGER, on_complaint, (void *)loop,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)WC_LIMIT_CONNECTIONS,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)WC_LIMIT_IDLE_SECONDS,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)WC_LIMIT_HEAD_BYTES,
		MHD_OPTION_NOTIFY_COMPLETED, wc_request_end, (void *)loop,
		MHD_OPTION_NOTIFY_CONNECTION, wc_connection_note, (void *)loop,
		MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
		MHD_OPTION_ARRAY, g->cert ? tls : none,
		MHD_OPTION_END);
}

bool
wc_daemon_failed(struct wc_generation *g, struct wc_err *err)
{
	g->said[strcspn(g->said, "\r\n")] = '\0';
	return wc_fail(err, g->cert ? WC_FAULT_INPUT : WC_FAULT_SYSTEM, "libmicrohttpd does not start%s%s", *g->said ? ": " : "", g->said);
}
