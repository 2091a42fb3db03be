/* wc_files: the small files of one image, in a folder, an archive or a registry; every blob is verified. */
#ifndef WC_SOURCE_IMAGE_FILES_H
#define WC_SOURCE_IMAGE_FILES_H

#include "base/arena.h"
#include "base/err.h"
#include "source/image/blobs.h"
#include "source/image/document.h"

struct wc_files;

/* The files below the folder `path`. False and `err` where there is no such folder. */
bool wc_files_open_folder(wc_arena *arena, const char *path, struct wc_files **ret_files, struct wc_err *err);

/* The files of the archive `path`: read once from end to end, and again only where a manifest is unusually large. */
bool wc_files_open_archive(wc_arena *arena, const char *path, struct wc_files **ret_files, struct wc_err *err);

/*
 * Blobs that are fetched from elsewhere: one that is not in `blobs` becomes wanted there, and reads as if it were absent. Only
 * wc_files_blob may be asked. `name` is for messages.
 */
struct wc_files *wc_files_of_blobs(wc_arena *arena, const char *name, struct wc_blobs *blobs);

/* Does reading a blob cost a request? Then only what is needed should be read, and what is not there may come later. */
bool wc_files_are_far(const struct wc_files *files);

/* Reads and parses the JSON file `name`. Where there is none: true, and ret_document->root is NULL. False and `err` else. */
bool wc_files_json(struct wc_files *files, const char *name, struct wc_document *ret_document, struct wc_err *err);

/* Like wc_files_json, but the bytes of the file must hash to `digest` (sha256 only) and number `size` (-1: any). */
bool wc_files_json_verified(struct wc_files *files, const char *name, const char *digest, long long size,
                            struct wc_document *ret_document, struct wc_err *err);

/*
 * The blob `digest`, a config or else a manifest or index, verified. Where there is none: true, and ret_document->root is
 * NULL.
 */
bool wc_files_blob(struct wc_files *files, const char *digest, long long size, bool is_config,
                   struct wc_document *ret_document, struct wc_err *err);

/* What the user called it, for messages. */
const char *wc_files_name(const struct wc_files *files);

#endif
