/* The host of the engine that is about to be told something. */
#include "app/engine_host.h"

#include "source/host/daemon.h"

#include <string.h>

static bool
gather(wc_arena *arena, const struct wc_gather *how, const char *spec, struct wc_host **ret_host, struct wc_err *err)
{
	size_t count;
	struct wc_err ignored;
	return wc_gather_hosts(arena, how, (struct wc_names){&spec, 1}, ret_host, &count, err ? err : &ignored);
}

/* Does the engine run on this Windows? Docker's may be elsewhere, but not behind a named pipe. */
static bool
is_local(wc_arena *arena, const struct wc_engine_asked *asked)
{
	struct wc_reading reading = wc_gather_reading(arena, asked->how);
	struct wc_daemon_address address;
	return !asked->is_docker || (wc_daemon_find(&reading, &address, NULL) && address.pipe);
}

/* The host that nobody named: this machine, which tells more than its engine does, or the engine's. */
static bool
find_unnamed(wc_arena *arena, const struct wc_engine_asked *asked, struct wc_host **ret_host, const struct wc_host **ret_engine, struct wc_err *err)
{
	*ret_engine = NULL;
	if (is_local(arena, asked) && gather(arena, asked->how, "local", ret_host, NULL))
		return true;
	if (asked->is_docker) {
		bool found = gather(arena, asked->how, "docker", ret_host, err);
		*ret_engine = found ? *ret_host : NULL;
		return found || wc_hint(err, "is an engine running, and reachable as `docker info` reaches it? Else name the host: --host SPEC");
	}
	wc_fail(err, WC_FAULT_INPUT, "%s runs on this machine, and this is no Windows", asked->name);
	return wc_hint(err, "name the host: --host SPEC");
}

bool
wc_engine_host_find(wc_arena *arena, const struct wc_engine_asked *asked, struct wc_host **ret_host, const struct wc_host **ret_engine,
                    struct wc_err *err)
{
	const struct wc_names *specs = &asked->specs;
	size_t count;
	if (specs->count == 0)
		return find_unnamed(arena, asked, ret_host, ret_engine, err);
	if (!wc_gather_hosts(arena, asked->how, *specs, ret_host, &count, err))
		return false;
	if (count == 1) {
		size_t head = strcspn(specs->item[0], ",");
		*ret_engine = head == strlen("docker") && strncmp(specs->item[0], "docker", head) == 0 ? *ret_host : NULL;
		return true;
	}
	wc_fail(err, WC_FAULT_INPUT, "%zu hosts are named, and a container is launched on one", count);
	return wc_hint(err, "name one with --host, or leave it out: the engine says where it runs");
}

void
wc_engine_host_settle(struct wc_host *host, unsigned kind)
{
	if (host->engine.kind == kind)
		return;
	memset(&host->engine, 0, sizeof(host->engine));
	host->engine.kind = (uint8_t)kind;
	memset(&host->from.of[WC_HOST_ENGINE], WC_FROM_NOWHERE, WC_HOST_DEFAULT_ISOLATION - WC_HOST_ENGINE + 1);
	host->from.of[WC_HOST_ENGINE] = WC_FROM_GIVEN;
}
