/* wc_archive_stream: the bytes of a tar, unpacked where they are packed, never more than the caps allow. */
#ifndef WC_IO_ARCHIVE_STREAM_H
#define WC_IO_ARCHIVE_STREAM_H

#include "io/libarchive.h"

#include <stdbool.h>
#include <stdint.h>

enum { WC_ARCHIVE_BLOCK = 64 * 1024 };

/*
 * Two libarchive readers in a row: `unpacker` (NULL where the file is plain) takes off one compression, `tar` reads members.
 * Between them every byte is counted, so that no call into libarchive can unpack without end.
 */
struct wc_archive_stream {
	const struct wc_libarchive *lib;
	const char *path, *packing; /* "gzip"; NULL where plain */
	struct archive *unpacker, *tar;
	int fd;
	int64_t size, at;      /* of the file, and how far it was read */
	int64_t given;         /* bytes given to `tar` */
	int64_t header_budget; /* how many more it may take now */
	bool refused;          /* `err` is filled already */
	struct wc_err *err;
	char block[WC_ARCHIVE_BLOCK];
};

/* Opens the regular file at `path`; the stream keeps `path` and `err`. On failure false. Always follow by wc_archive_close. */
bool wc_archive_open(struct wc_archive_stream *stream, const struct wc_libarchive *lib, const char *path, struct wc_err *err);

void wc_archive_close(struct wc_archive_stream *stream);

/* Fills `err` from what `tar` or `unpacker` says, unless the stream itself refused; returns false. */
bool wc_archive_refuse(struct wc_archive_stream *stream);

#endif
