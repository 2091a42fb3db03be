/* The engine on this machine, asked over its named pipe; and reading the machine together with it. */
#include "source/host/local.h"

#include "base/limits.h"
#include "base/text.h"
#include "io/pipe_http.h"

#include <string.h>

/* The pipe of a Docker Engine that was told nothing else, and how long it may take: a healthy one needs under 0.1 s. */
static const char engine_pipe[] = "\\\\.\\pipe\\docker_engine";
enum { ENGINE_TIMEOUT_MS = 2000, HTTP_OK = 200 };

static bool
collect(void *context, const char *bytes, size_t length, struct wc_err *err)
{
	(void)err;
	wc_text_add(context, bytes, length);
	return true;
}

void
wc_host_set_engine_info(const struct wc_reading *reading, const char *info, size_t length, struct wc_host *host)
{
	static const enum wc_fact facts[] = {WC_HOST_ENGINE, WC_HOST_ENGINE_VERSION, WC_HOST_STORE, WC_HOST_DEFAULT_ISOLATION};
	struct wc_hosts read;
	struct wc_err err;
	if (!wc_host_read_bytes(reading, "the engine's answer", info, length, &read, &err)) {
		wc_host_remark(reading->arena, host, WC_HOST_ENGINE, "%s", err.text);
		return;
	}
	const struct wc_host *said = &read.host[0];
	if (read.count != 1 || said->os != WC_OS_WINDOWS || said->engine.kind == WC_ENGINE_UNKNOWN) {
		wc_host_remark(reading->arena, host, WC_HOST_ENGINE, "the engine on %s runs no Windows containers", engine_pipe);
		return;
	}
	host->engine = said->engine;
	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
		host->from.of[facts[i]] = said->from.of[facts[i]];
	/* It would not have started without the feature, whatever its services say. */
	host->containers = said->containers;
	host->from.of[WC_HOST_CONTAINERS] = said->from.of[WC_HOST_CONTAINERS];
}

static void
ask_engine(const struct wc_reading *reading, struct wc_host *host)
{
	struct wc_text info = {.arena = reading->arena};
	struct wc_pipe_get get = {.pipe = engine_pipe, .path = "/info", .timeout_ms = ENGINE_TIMEOUT_MS, .body = {collect, &info, WC_LIMIT_ENGINE_INFO}};
	struct wc_err err;
	int status;
	if (!wc_pipe_get(&get, &status, &err))
		wc_host_remark(reading->arena, host, WC_HOST_ENGINE, "%s", err.text);
	else if (status != HTTP_OK)
		wc_host_remark(reading->arena, host, WC_HOST_ENGINE, "%s answers with HTTP status %d", engine_pipe, status);
	else
		wc_host_set_engine_info(reading, wc_text_string(&info), info.length, host);
}

bool
wc_host_read_local(const struct wc_reading *reading, struct wc_host *ret_host, struct wc_err *err)
{
	struct wc_machine machine;
	if (!wc_machine_read(reading->arena, &machine, err)) {
		wc_while(err, "host 'local'");
		return wc_hint(err, "name a host: a release, a version, or @FILE with the output of systeminfo");
	}
	*ret_host = wc_host_of_machine(reading, &machine);
	ask_engine(reading, ret_host);
	return true;
}
