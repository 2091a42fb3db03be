/* Reading files and standard input: whole and capped, or piece by piece. */
#ifndef WC_IO_FILE_H
#define WC_IO_FILE_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Reads the file at `path` ("-" is standard input) into `arena`, NUL-terminated. Refuses what is no regular file, pipe or
 * terminal, and what holds more than `most` bytes (without reading it first). On failure false and `err` names the path.
 */
bool wc_file_read(wc_arena *arena, const char *path, size_t most, char **ret_bytes, size_t *ret_length, struct wc_err *err);

/* A file or standard input that is read piece by piece, for it may be larger than memory. */
struct wc_file_pieces {
	const char *path;
	int fd;
};

/* Opens `path` ("-" is standard input), refusing what wc_file_read refuses. False and `err`; else end with wc_pieces_close. */
bool wc_pieces_open(const char *path, struct wc_file_pieces *ret_pieces, struct wc_err *err);

/* Reads the next `size` bytes, fewer only at the end of the file, where *ret_length may be 0. False and `err`. */
bool wc_pieces_read(struct wc_file_pieces *pieces, char *bytes, size_t size, size_t *ret_length, struct wc_err *err);

/* Ends the reading. */
void wc_pieces_close(struct wc_file_pieces *pieces);

/* What stands at `path`. */
enum wc_path_kind { WC_PATH_NONE, WC_PATH_FILE, WC_PATH_DIRECTORY, WC_PATH_OTHER };
enum wc_path_kind wc_path_kind(const char *path);

/* Writes `length` bytes to `path` by way of a temporary file beside it, so that a reader sees the old or the new content. */
bool wc_file_write(const char *path, const char *bytes, size_t length, struct wc_err *err);

/* Adds `length` bytes at the end of `path`, which is made where it is not there. False and `err`. */
bool wc_file_append(const char *path, const char *bytes, size_t length, struct wc_err *err);

#endif
