/* The podman launcher, which refuses: podman has no Windows containers. */
#include "launch/launchers.h"

static bool
refuse(struct wc_err *err)
{
	wc_fail(err, WC_FAULT_INPUT, "podman cannot run Windows containers: on Windows, too, it runs Linux containers in a virtual machine");
	return wc_hint(err, "use --engine docker, nerdctl or ctr");
}

static bool
ready(const struct wc_order *order, struct wc_err *err)
{
	(void)order;
	return refuse(err);
}

static bool
plan(const struct wc_order *order, struct wc_plan *ret_plan, struct wc_err *err)
{
	(void)order;
	(void)ret_plan;
	return refuse(err);
}

const struct wc_launcher wc_launcher_podman = {
	.name = "podman",
	.title = "podman, which has no Windows containers",
	.kind = WC_PODMAN,
	.ready = ready,
	.plan = plan,
};
