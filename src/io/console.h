/* The console: is there a person at it, and writing an answer to it. */
#ifndef WC_IO_CONSOLE_H
#define WC_IO_CONSOLE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum wc_console { WC_CONSOLE_IN, WC_CONSOLE_OUT, WC_CONSOLE_ERR };

/* Is this standard stream a terminal? */
bool wc_console_is_terminal(enum wc_console stream);

/*
 * Writes all `length` bytes to standard output. False where that fails: *ret_gone is true if the reader went away (a closed
 * pipe; nothing to report), else `err` says why.
 */
bool wc_console_write(const char *bytes, size_t length, bool *ret_gone, struct wc_err *err);

#endif
