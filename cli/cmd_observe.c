/* observe: proof of the isolation of a running container. */
#include "cli/commands.h"

#include "app/observe.h"
#include "cli/data.h"
#include "cli/options.h"
#include "cli/say.h"
#include "cli/system.h"
#include "present/proof.h"

#include <string.h>

static const struct wc_opt options[] = {
	{.name = "snapshot", .argument = "FILE", .file = true, .typed = true,
	 .help = "the processes of the engine's host, as Get-CimInstance Win32_Process | ConvertTo-Json prints them; - is standard input"},
	WC_OPT_OUTPUT(wc_object_word),
	{.name = "no-color", .help = "no colours, also on a terminal (as NO_COLOR does)"},
	WC_OPT_HELP,
};

static const struct wc_exit_sentence exits[] = {
	{WC_EXIT_OK, "the engine's word, and the processes do not show another mode"},
	{WC_EXIT_REFUSED, "the processes show another mode than the engine says"},
	{WC_EXIT_WRONG, "the command line or the file of processes is wrong"},
	{WC_EXIT_UNKNOWN, "the mode is not known"},
	{WC_EXIT_UNREACHABLE, "the engine could not be asked, or has no such container"},
};

static enum wc_exit
exit_code(const struct wc_proof *proof)
{
	if (proof->proven == WC_CONTRADICTED)
		return WC_EXIT_REFUSED;
	return proof->proven == WC_PROVEN_UNKNOWN ? WC_EXIT_UNKNOWN : WC_EXIT_OK;
}

static enum wc_exit
run(struct wc_cli *cli, const struct wc_args *args)
{
	struct wc_err err;
	struct wc_proof proof;
	struct wc_text out = {.arena = cli->arena};
	struct wc_gather how = {.environment = wc_system_variable};
	if (args->operand_count != 1) {
		wc_fail(&err, WC_FAULT_INPUT, "observe needs one container, and %zu are named", args->operand_count);
		wc_hint(&err, "`docker ps` lists them");
		return wc_say_failed(&err);
	}
	if (!wc_observe(cli->arena, &how, args->operand[0], wc_opt_text(args, "snapshot"), &proof, &err))
		return wc_say_failed(&err);
	if (strcmp(wc_opt_text(args, "output"), "json") == 0)
		wc_present_proof_json(&out, &proof);
	else
		wc_present_proof_text(&out, &proof, wc_say_in_colour(wc_opt_flag(args, "no-color")));
	return wc_say_answer(&out, exit_code(&proof));
}

const struct wc_command wc_cmd_observe = {
	.name = "observe",
	.operands = "CONTAINER",
	.title = "show which isolation a running container has, and what proves it",
	.about = "Asks the Docker Engine for the container's isolation and processes, looks for them among the processes of this machine "
	         "(on Windows) or of a list, and compares. Under process isolation they are there, by the same ids; under Hyper-V isolation a virtual machine "
	         "is in their place.",
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.run = run,
	.exits = exits,
	.exit_count = sizeof(exits) / sizeof(exits[0]),
};
