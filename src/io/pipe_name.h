/* Names of pipes, as Docker writes them. */
#ifndef WC_IO_PIPE_NAME_H
#define WC_IO_PIPE_NAME_H

#include "base/arena.h"

/*
 * What "npipe://" stands before, "//./pipe/NAME" with either kind of slash, as Windows calls that pipe of this machine (\\.\pipe\NAME), owned
 * by `arena`; `*ret_name` is the NAME in it. NULL where it is none, and *ret_name stays as it is.
 */
const char *wc_pipe_name(wc_arena *arena, const char *text, const char **ret_name);

#endif
