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

/* What came of opening a file below a folder. */
enum wc_folder_opened {
	WC_FOLDER_OPENED,
	WC_FOLDER_ABSENT,    /* there is no such file */
	WC_FOLDER_LINK,      /* a link stands on the way, or something that is no folder */
	WC_FOLDER_IRREGULAR, /* it is no file */
	WC_FOLDER_BAD_NAME,  /* no image layout has such a name */
	WC_FOLDER_CLOSED,    /* the folder itself cannot be opened: errno */
	WC_FOLDER_FAILED,    /* errno */
};

/* Opens it for folder.c, which reads it; *ret_fd is a descriptor, to be closed. Pair: folder_posix.c, folder_windows.c. */
enum wc_folder_opened wc_folder_open(wc_arena *arena, const char *folder, const char *name, int *ret_fd);

#endif
