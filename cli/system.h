/* What the front door gets from the system: the command line, variables, and where configuration files stand. */
#ifndef WC_CLI_SYSTEM_H
#define WC_CLI_SYSTEM_H

#include "base/arena.h"

/* Makes the arguments UTF-8, owned by `arena`; they stay what the C library gave where the system speaks UTF-8 anyhow. */
void wc_system_arguments(wc_arena *arena, int *argc, char ***argv);

/* The value of an environment variable as UTF-8, or NULL where it is not set. */
const char *wc_system_variable(wc_arena *arena, const char *name);

/* Sets a variable for this process: what docker was told about its engine in options. */
void wc_system_set_variable(wc_arena *arena, const char *name, const char *value);

/* The configuration file of the site, and of the person who runs this; NULL where there is no place for one. */
const char *wc_system_site_file(wc_arena *arena);
const char *wc_system_own_file(wc_arena *arena);

#endif
