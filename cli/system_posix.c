/* The system as the front door sees it: POSIX, and the XDG base directories. */
#include "cli/system.h"

#include <stdlib.h>

void
wc_system_arguments(wc_arena *arena, int *argc, char ***argv)
{
	(void)arena, (void)argc, (void)argv;
}

const char *
wc_system_variable(wc_arena *arena, const char *name)
{
	(void)arena;
	return getenv(name);
}

void
wc_system_set_variable(wc_arena *arena, const char *name, const char *value)
{
	(void)arena;
	setenv(name, value, 1);
}

const char *
wc_system_site_file(wc_arena *arena)
{
	(void)arena;
	return "/etc/wincompat/config.yaml";
}

const char *
wc_system_own_file(wc_arena *arena)
{
	const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	if (config && config[0] == '/')
		return wc_printf(arena, "%s/wincompat/config.yaml", config);
	return home && *home ? wc_printf(arena, "%s/.config/wincompat/config.yaml", home) : NULL;
}
