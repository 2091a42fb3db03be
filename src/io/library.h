/* Shared libraries that are opened at first use: linked in at start they would cost every command more than its own work. */
#ifndef WC_IO_LIBRARY_H
#define WC_IO_LIBRARY_H

#include <stddef.h>

/* A function and where its address goes. */
struct wc_library_function {
	const char *name;
	size_t offset;
};

/*
 * Opens the library `file`, for as long as the process lives, and writes the address of each of the `count` functions into
 * `functions` at its offset. Returns NULL, or what is missing: `file` itself, or the name of a function.
 */
const char *wc_library_open(const char *file, const struct wc_library_function *table, size_t count, void *functions);

#endif
