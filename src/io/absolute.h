/* A path that means the same wherever the program is started. */
#ifndef WC_IO_ABSOLUTE_H
#define WC_IO_ABSOLUTE_H

#include "base/arena.h"

/* `path` from the root, links followed where the system does so; as it is where nothing is there. Owned by `arena`. */
const char *wc_absolute(wc_arena *arena, const char *path);

#endif
