/* host: the host facts, and where each was read. */
#include "cli/commands.h"

#include "app/gather.h"
#include "cli/data.h"
#include "cli/options.h"
#include "cli/registries.h"
#include "cli/say.h"
#include "cli/system.h"
#include "present/host.h"

#include <string.h>

static const struct wc_opt options[] = {
	WC_OPT_HOST,
	WC_OPT_TIMEOUT,
	WC_OPT_DATA,
	WC_OPT_OUTPUT(wc_object_word),
	WC_OPT_HELP,
};

/* Operands are SPECs, too; without any the option (or its default) names the hosts. */
static struct wc_names
specs(const struct wc_args *args)
{
	const struct wc_given *given = wc_opt_all(args, "host");
	if (args->operand_count)
		return (struct wc_names){args->operand, args->operand_count};
	return (struct wc_names){given->item, given->count};
}

static enum wc_exit
run(struct wc_cli *cli, const struct wc_args *args)
{
	struct wc_err err;
	struct wc_host *hosts;
	size_t count;
	struct wc_text out = {.arena = cli->arena};
	struct wc_gather how = {.program = wc_data_asked(cli->arena, args), .environment = wc_system_variable};
	if (!how.program)
		return WC_EXIT_WRONG;
	if (!wc_timeout_asked(args, &how, &err) || !wc_gather_hosts(cli->arena, &how, specs(args), &hosts, &count, &err))
		return wc_say_failed(&err);
	if (strcmp(wc_opt_text(args, "output"), "json") == 0)
		wc_present_hosts_json(&out, hosts, count);
	else
		wc_present_hosts_text(&out, cli->arena, how.program, hosts, count);
	return wc_say_answer(&out, WC_EXIT_OK);
}

const struct wc_command wc_cmd_host = {
	.name = "host",
	.operands = "[SPEC...]",
	.title = "show the facts of hosts, and where each was read",
	.about = "A SPEC is what --host takes; `wincompat help hosts` lists its forms. What `-o json` prints can be given back as "
	         "@FILE.",
	.options = options,
	.option_count = sizeof(options) / sizeof(options[0]),
	.word = wc_host_word,
	.files = true,
	.run = run,
};
