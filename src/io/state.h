/* The program's own files between runs: a folder for them, a lock, and putting one out of the way. */
#ifndef WC_IO_STATE_H
#define WC_IO_STATE_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

/* Makes the folder `path` and those above it, for nobody but this user. False and `err` where that cannot be. */
bool wc_state_folder(const char *path, struct wc_err *err);

/* The same for the folder that the file `path` stands in. */
bool wc_state_parent(const char *path, struct wc_err *err);

/*
 * Makes sure that there is a regular file `path`, readable by nobody but this user where it is new. False and `err` where
 * that cannot be, or something else stands there (a link, too).
 */
bool wc_state_file(const char *path, struct wc_err *err);

/*
 * Opens the file `path` for writing, made where there is none and emptied where there is, readable by nobody but this user. A
 * descriptor (io/descriptor.h), or -1 and errno, also where a link stands there.
 */
int wc_state_open(const char *path);

/* Bytes of the file at `path`, or -1 where there is none. */
int64_t wc_state_size(const char *path);

/* Does nothing stand at `path`, not even a link that leads nowhere? */
bool wc_state_is_free(const char *path);

/*
 * A number for the file that has the name `path` now, 0 where there is none: another file in its place has another. Where open files
 * cannot be moved or removed (Windows) always 1.
 */
uint64_t wc_state_identity(const char *path);

/* Takes the lock that is the file `path`, waiting at most `milliseconds`; -1 where it could not be had. Ends with the process. */
int wc_state_lock(const char *path, int64_t milliseconds);
void wc_state_unlock(int lock);

/* Gives the file `from` the name `to`, in place of what has it. False where there is no such file or it cannot be. */
bool wc_state_rename(const char *from, const char *to);

/* Removes the file at `path`, if there is one. */
void wc_state_remove(const char *path);

#endif
