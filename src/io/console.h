/* The console: is there a person at it, and writing an answer to it. */
#ifndef WC_IO_CONSOLE_H
#define WC_IO_CONSOLE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum wc_console { WC_CONSOLE_IN, WC_CONSOLE_OUT, WC_CONSOLE_ERR };

/* First of all: makes the standard streams carry bytes as they are, line ends too. */
void wc_console_begin(void);

/* Is this standard stream a terminal? */
bool wc_console_is_terminal(enum wc_console stream);

/*
 * Writes all `length` bytes to standard output. False where that fails: *ret_gone is true if the reader went away (a closed
 * pipe; nothing to report), else `err` says why.
 */
bool wc_console_write(const char *bytes, size_t length, bool *ret_gone, struct wc_err *err);

/* Writes to standard error as far as it goes: where that fails there is nobody to tell. */
void wc_console_talk(const char *bytes, size_t length);

/*
 * Reads a line of standard input without its line feed into the `size` bytes of `buffer`, NUL-terminated; what is too much
 * is passed over. False at the end of input.
 */
bool wc_console_line(char *buffer, size_t size);

/* Makes standard output take the sequences of colours; false where it is no terminal that can. */
bool wc_console_colours(void);

#endif
