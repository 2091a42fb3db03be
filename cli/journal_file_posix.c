/* Where what lasts (the journal, the inventory) lies on POSIX systems: the XDG base directory specification. */
#include "cli/journal.h"

#include "cli/system.h"

const char *
wc_lasting_file(wc_arena *arena, const char *name)
{
	const char *state = wc_system_variable(arena, "XDG_STATE_HOME"), *home = wc_system_variable(arena, "HOME");
	if (state && state[0] == '/')
		return wc_printf(arena, "%s/wincompat/%s", state, name);
	return home && home[0] == '/' ? wc_printf(arena, "%s/.local/state/wincompat/%s", home, name) : NULL;
}
