/* The print launcher: docker's command is the answer, and nothing is launched. */
#include "launch/command.h"

static bool
ready(const struct wc_order *order, struct wc_err *err)
{
	(void)order;
	(void)err;
	return true;
}

static bool
plan(const struct wc_order *order, struct wc_plan *ret_plan, struct wc_err *err)
{
	(void)err;
	wc_command_like_docker(order, "docker", ret_plan);
	ret_plan->is_printed = true;
	return true;
}

const struct wc_launcher wc_launcher_print = {
	.name = "print",
	.title = "nobody: the docker command is printed",
	.kind = WC_MOBY,
	.is_docker = true,
	.ready = ready,
	.plan = plan,
};
