/* Files that a file names: the Dockerfile of a compose file, what it includes. */
#ifndef WC_APP_SCAN_NEAR_H
#define WC_APP_SCAN_NEAR_H

#include "source/workload/workload.h"

/* A file that was read because another one names it. */
struct wc_near_file {
	const struct wc_near_file *next;
	const char *name, *bytes;
	size_t length;
	struct wc_lines *lines;
};

/* Start with {.arena = …, .root = …}: the folder out of which nothing is read, "" for the working folder. */
struct wc_near {
	wc_arena *arena; /* keeps what was read: a reader's own may end before excerpts are made */
	const char *root;
	const struct wc_near_file *files;
	size_t given; /* bytes that readers were given, each time they asked */
};

/*
 * The folder below which a file may name others that was found at `path`, a folder (`is_folder`) or a file that was named: the working
 * folder where it lies in that, else the folder itself. Owned by `arena`.
 */
const char *wc_near_root(wc_arena *arena, const char *path, bool is_folder);

/*
 * The wc_workload_near of a scan; `context` is a wc_near. What lies outside of the root, or behind a link, is not there, nor is
 * what is asked for behind WC_LIMIT_NEAR_BYTES.
 */
wc_workload_near wc_near_read;

/* Takes a byte order mark away. False, and `err` where it is not NULL, where the bytes are no text in UTF-8: UTF-16, or a NUL inside. */
bool wc_scan_text(const char *name, const char **bytes, size_t *length, struct wc_err *err);

#endif
