/* The commands by name. */
#include "cli/commands.h"

#include <string.h>

#define WC_COMMAND_ITEM(name) &wc_cmd_##name,
const struct wc_command *const wc_commands[] = {WC_COMMANDS(WC_COMMAND_ITEM)};
#undef WC_COMMAND_ITEM
const size_t wc_command_count = sizeof(wc_commands) / sizeof(wc_commands[0]);

const struct wc_command *
wc_command_find(const char *name)
{
	for (size_t i = 0; i < wc_command_count; i++) {
		if (strcmp(wc_commands[i]->name, name) == 0)
			return wc_commands[i];
	}
	return NULL;
}

const char *
wc_command_name(size_t i)
{
	return i < wc_command_count ? wc_commands[i]->name : NULL;
}
