/* audit: what of a cluster's workloads runs on which of its nodes. */
#include "cli/commands.h"

#include "app/audit.h"
#include "cli/data.h"
#include "cli/options.h"
#include "cli/registries.h"
#include "cli/request.h"
#include "cli/say.h"
#include "io/digest.h"

#include <string.h>

static const char *
output_word(size_t i)
{
	static const char *const list[] = {"text", "json", "csv", "html"};
	return i < sizeof(list) / sizeof(list[0]) ? list[i] : NULL;
}

static const struct wc_opt options[] = {
	{.name = "context", .argument = "NAME", .typed = true, .help = "the context of kubectl's configuration to use"},
	{.name = "namespace", .letter = 'n', .argument = "NAME", .typed = true, .help = "only the workloads of this namespace; all nodes count all the same"},
	{.name = "kubeconfig", .argument = "FILE", .file = true, .typed = true, .help = "kubectl's configuration"},
	{.name = "kubectl", .argument = "PROGRAM", .file = true, .fallback = "kubectl", .help = "the kubectl that is run"},
	{.name = "nodes", .argument = "FILE", .repeats = true, .file = true, .typed = true, .help = "read the nodes from FILE, as `kubectl get nodes -o json` wrote them, and only the workloads through kubectl"},
	{.name = "pause", .argument = "IMAGE", .help = "the pause image of every Windows node, from which Hyper-V isolation boots; without it the one that a node has alone"},
	WC_OPT_CONFIG,
	WC_OPT_OFFLINE,
	WC_OPT_INFER,
	WC_OPT_REGISTRIES,
	WC_OPT_MATRIX,
	WC_OPT_POLICY,
	WC_OPT_TODAY,
	WC_OPT_DATA,
	WC_OPT_OUTPUT(output_word),
	{.name = "explain", .help = "show every workload, and where it runs"},
	{.name = "fail-on", .argument = "LEVEL", .word = wc_fail_on_word, .fallback = "refuse",
	 .help = "the level that makes the exit code other than 0, with all worse ones"},
	WC_OPT_LANGUAGE,
	{.name = "no-color", .help = "no colours, also on a terminal (as NO_COLOR does)"},
	WC_OPT_HELP,
};

static enum wc_exit
exit_code(const struct wc_args *args, const struct wc_audit *audit)
{
	const char *fail_on = wc_opt_text(args, "fail-on");
	if (strcmp(fail_on, "never") == 0)
		return WC_EXIT_OK;
	if (audit->counted[WC_RUNS_NOWHERE] || audit->counted[WC_RUNS_SOMEWHERE])
		return WC_EXIT_REFUSED;
	if (strcmp(fail_on, "refuse") == 0)
		return WC_EXIT_OK;
	if (audit->images.unreachable && audit->counted[WC_RUNS_UNKNOWN])
		return WC_EXIT_UNREACHABLE;
	if (audit->gap_count)
		return WC_EXIT_UNREACHABLE;
	return audit->counted[WC_RUNS_UNKNOWN] ? WC_EXIT_UNKNOWN : WC_EXIT_OK;
}

static enum wc_exit
answer(wc_arena *arena, const struct wc_args *args, const struct wc_audit_asked *asked)
{
	struct wc_err err;
	struct wc_audit audit;
	const struct wc_gathered *images;
	size_t image_count;
	struct wc_text out = {.arena = arena};
	struct wc_present_options present = {.program = asked->how.program, .request = asked->request, .version = WC_VERSION, .explain = asked->explain, .sha256 = wc_sha256,
	                                     .colour = wc_say_in_colour(wc_opt_flag(args, "no-color"))};
	const char *output = wc_opt_text(args, "output");
	present.colour &= strcmp(output, "text") == 0;
	if (!wc_audit_run(arena, asked, &audit, &images, &image_count, &present.edition, &err))
		return wc_say_failed(&err);
	wc_say_inferred(images, image_count);
	for (size_t i = 0; i < audit.remark_count; i++)
		wc_say_word(audit.remarks[i], "match names labels that its nodes have; platform or host, which Windows they are");
	for (size_t i = 0; i < audit.gap_count; i++)
		wc_say_word(audit.gaps[i].why, "the answer is without these; ask for the right to list them, or audit what somebody saved who has it");
	if (strcmp(output, "json") == 0)
		wc_present_audit_json(&out, arena, &audit, &present);
	else if (strcmp(output, "csv") == 0)
		wc_present_audit_csv(&out, arena, &audit, &present);
	else if (strcmp(output, "html") == 0)
		wc_present_audit_html(&out, arena, &audit, &present);
	else
		wc_present_audit_text(&out, arena, &audit, &present);
	return wc_say_answer(&out, exit_code(args, &audit));
}

static enum wc_exit
run(struct wc_cli *cli, const struct wc_args *args)
{
	struct wc_err err;
	struct wc_registries registries;
	const struct wc_program *program = wc_program_asked(cli->arena, args);
	if (!program)
		return WC_EXIT_WRONG;
	struct wc_audit_asked asked = {
		.how = {.program = program, .offline = wc_opt_flag(args, "offline"), .infer = wc_opt_flag(args, "infer")},
		.files = {args->operand, args->operand_count},
		.nodes = {wc_opt_all(args, "nodes")->item, wc_opt_all(args, "nodes")->count},
		.kubectl = {wc_opt_text(args, "kubectl"), wc_opt_text(args, "context"), wc_opt_text(args, "kubeconfig"), wc_opt_text(args, "namespace")},
		.edition = wc_opt_text(args, "matrix"),
		.pause = wc_opt_text(args, "pause"),
		.explain = wc_opt_flag(args, "explain"),
	};
	if (!wc_profiles_asked(cli->arena, args, program, &asked.profiles))
		return WC_EXIT_WRONG;
	if (!wc_days_asked(args, &asked.as_of, &asked.today, &err) || !wc_registries_asked(cli->arena, args, &asked.how, &registries, &err))
		return wc_say_failed(&err);
	asked.request.today = asked.today;
	enum wc_exit code = answer(cli->arena, args, &asked);
	wc_registries_done(&registries);
	return code;
}

const struct wc_command wc_cmd_audit = {
	.name = "audit",
	.operands = "[FILE...]",
	.title = "say which workloads of a Kubernetes cluster run on which of its nodes",
	.about = "Reads nodes, RuntimeClasses and everything that makes pods from files that `kubectl get nodes,runtimeclasses,deployments,… -A -o json` "
	         "wrote (- is standard input), or where none is named through your own kubectl, which only lists. Each workload is judged on the nodes "
	         "on which the scheduler may put it. Also `kubectl wincompat audit`.",
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.files = true,
	.run = run,
};
