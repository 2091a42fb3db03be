/* Commands as Windows' calls take them: where a program lies, and its arguments as one line. Windows only. */
#ifndef WC_IO_WIDE_COMMAND_H
#define WC_IO_WIDE_COMMAND_H

#include "base/arena.h"

#include <wchar.h>

/* The arguments as CommandLineToArgvW takes them apart again; owned by `arena`. NULL where one is not well-formed UTF-8. */
wchar_t *wc_wide_command(wc_arena *arena, const char *const *argv);

/*
 * The path of the program `name`, owned by `arena`: looked for in PATH unless it holds a slash, and never in the current
 * folder, for what lies there may be anybody's. NULL where there is none.
 */
const wchar_t *wc_wide_program(wc_arena *arena, const char *name);

#endif
