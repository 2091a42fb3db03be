/* THE table of commands: a new command is one line here and a file cmd_<name>.c. */
#ifndef WC_CLI_COMMANDS_H
#define WC_CLI_COMMANDS_H

#include "cli/command.h"

#define WC_COMMANDS(X) \
	X(check) \
	X(run) \
	X(observe) \
	X(compose) \
	X(build) \
	X(host) \
	X(image) \
	X(matrix) \
	X(policy) \
	X(log) \
	X(diagnose) \
	X(scan) \
	X(serve) \
	X(cache) \
	X(completion) \
	X(help) \
	X(version)

#define WC_COMMAND_ITEM(name) extern const struct wc_command wc_cmd_##name;
WC_COMMANDS(WC_COMMAND_ITEM)
#undef WC_COMMAND_ITEM

#endif
