/* Windows consoles, which speak UTF-16 whatever their code page is. Windows only. */
#ifndef WC_IO_TERMINAL_H
#define WC_IO_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Is this descriptor a console? (isatty says yes to NUL and to printers too.) */
bool wc_terminal_is(int fd);

/* Reads what was typed as UTF-8, whole characters; 0 at its end (Ctrl-Z at the start of a line), -1 and errno. For one thread. */
int64_t wc_terminal_read(int fd, void *bytes, size_t length);

/* Writes UTF-8; `length`, or -1 and errno. */
int64_t wc_terminal_write(int fd, const void *bytes, size_t length);

/* Makes the console of standard output take colours and other sequences, until the process ends. False where it can't. */
bool wc_terminal_colours(void);

#endif
