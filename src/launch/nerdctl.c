/* The nerdctl launcher: containerd's command that speaks as docker does. Source: nerdctl docs/command-reference.md. */
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
	const struct wc_docker_line *line = order->line;
	for (size_t i = 0; i < line->flag_count; i++) {
		const struct wc_docker_flag *flag = line->flags[i].known;
		if (!flag || flag->nerdctl != WC_NO)
			continue;
		wc_fail(err, WC_FAULT_INPUT, "nerdctl has no flag --%s", flag->name);
		return wc_hint(err, "leave it out, or use --engine docker");
	}
	wc_command_like_docker(order, "nerdctl", ret_plan);
	return true;
}

const struct wc_launcher wc_launcher_nerdctl = {
	.name = "nerdctl",
	.title = "nerdctl, for containerd",
	.kind = WC_CONTAINERD,
	.ready = ready,
	.plan = plan,
};
