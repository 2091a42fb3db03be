/* Where the journal lies on Windows: with what belongs to this machine and does not roam. */
#include "cli/journal.h"

#include "cli/system.h"

const char *
wc_journal_default_file(wc_arena *arena)
{
	const char *local = wc_system_variable(arena, "LOCALAPPDATA");
	return local && *local ? wc_printf(arena, "%s\\wincompat\\journal.db", local) : NULL;
}
