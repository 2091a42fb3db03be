/* Where what lasts (the journal, the inventory) lies on Windows: with what belongs to this machine and does not roam. */
#include "cli/journal.h"

#include "cli/system.h"

const char *
wc_lasting_file(wc_arena *arena, const char *name)
{
	const char *local = wc_system_variable(arena, "LOCALAPPDATA");
	return local && *local ? wc_printf(arena, "%s\\wincompat\\%s", local, name) : NULL;
}
