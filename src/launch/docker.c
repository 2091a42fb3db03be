/* The docker launcher: the docker command, which knows contexts, credentials and terminals better than anybody. */
#include "launch/command.h"

/* Docker Desktop runs either Linux or Windows containers; an engine on Linux never runs any of Windows. */
static bool
ready(const struct wc_order *order, struct wc_err *err)
{
	const struct wc_host *engine = order->engine;
	if (!engine || engine->os != WC_OS_LINUX)
		return true;
	wc_fail(err, WC_FAULT_SYSTEM, "the Docker Engine %s runs Linux containers only", engine->name ? engine->name : "that is asked");
	return wc_hint(err, "on Windows, switch Docker Desktop to Windows containers (DockerCli.exe -SwitchWindowsEngine); else name "
	                    "an engine on Windows by DOCKER_HOST or a context");
}

/* What the docker command would refuse for this engine, said before it is asked. */
static bool
check_versions(const struct wc_order *order, struct wc_err *err)
{
	const struct wc_host *engine = order->engine;
	for (size_t i = 0; engine && engine->engine.version.known && i < order->line->flag_count; i++) {
		const struct wc_docker_flag *flag = order->line->flags[i].known;
		if (!flag || flag->engine != WC_YES || wc_engine_version_compare(engine->engine.version, flag->since) >= 0)
			continue;
		wc_fail(err, WC_FAULT_INPUT, "--%s is newer than this Docker Engine, which is %.40s", flag->name, engine->engine.version_text);
		return wc_hint(err, "leave it out, or update the engine");
	}
	return true;
}

static bool
plan(const struct wc_order *order, struct wc_plan *ret_plan, struct wc_err *err)
{
	if (!check_versions(order, err))
		return false;
	wc_command_like_docker(order, "docker", ret_plan);
	return true;
}

const struct wc_launcher wc_launcher_docker = {
	.name = "docker",
	.title = "the docker command",
	.kind = WC_MOBY,
	.is_docker = true,
	.ready = ready,
	.plan = plan,
};
