/* The host that a Docker Engine runs on: the engine's own facts. */
#include "source/host/daemon.h"
#include "source/host/host.h"

enum { HTTP_OK = 200 };

/* The host in one answer; an answer that is none of the engine's leaves the engine unasked. */
static bool
take(const struct wc_reading *reading, const struct wc_daemon *daemon, const struct wc_daemon_answer *answer,
     struct wc_host *ret_host, struct wc_err *err)
{
	struct wc_hosts hosts;
	const char *name = wc_printf(reading->arena, "the answer of %s", wc_daemon_name(daemon));
	if (!wc_host_read_bytes(reading, name, answer->body, answer->length, &hosts, err)) {
		if (err)
			err->fault = WC_FAULT_UNREACHABLE;
		return wc_hint(err, "is it a Docker Engine that listens there? DOCKER_HOST or a context names another");
	}
	*ret_host = hosts.host[0];
	return true;
}

/* /info says all; where it is forbidden /version still tells the build. */
static bool
ask(const struct wc_reading *reading, struct wc_daemon *daemon, struct wc_host *ret_host, struct wc_err *err)
{
	struct wc_daemon_answer info, version;
	if (!wc_daemon_get(daemon, "/info", NULL, &info, err))
		return false;
	if (info.status == HTTP_OK)
		return take(reading, daemon, &info, ret_host, err);
	if (!wc_daemon_get(daemon, "/version", NULL, &version, err))
		return false;
	if (version.status == HTTP_OK)
		return take(reading, daemon, &version, ret_host, err);
	wc_fail(err, WC_FAULT_UNREACHABLE, "%s did not say what it runs on: %.400s", wc_daemon_name(daemon),
	        wc_daemon_words(daemon, &info));
	return wc_hint(err, "may you ask it? Else name the host @FILE with the output of `docker info --format json`");
}

bool
wc_host_read_daemon(const struct wc_reading *reading, struct wc_host *ret_host, struct wc_err *err)
{
	struct wc_daemon *daemon;
	if (!wc_daemon_open(reading, &daemon, err))
		return wc_while(err, "host 'docker'");
	bool read = ask(reading, daemon, ret_host, err);
	wc_daemon_close(daemon);
	return read || wc_while(err, "host 'docker'");
}
