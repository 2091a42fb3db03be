/* Reading the regular files of a folder that somebody else made: no link below it is followed. */
#ifndef WC_IO_FOLDER_H
#define WC_IO_FOLDER_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Reads the file `name` ("blobs/sha256/…", parts separated by '/', none of them "..") below the folder `folder`, at most
 * `most` bytes, NUL-terminated in `arena`. A file that is not there is no failure: *ret_bytes is NULL. False and `err`
 * where the folder cannot be opened, a part of the name is a link, or it is no regular file, too large or unreadable.
 */
bool wc_folder_read(wc_arena *arena, const char *folder, const char *name, size_t most, char **ret_bytes,
                    size_t *ret_length, struct wc_err *err);

#endif
