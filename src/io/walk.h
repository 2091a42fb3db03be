/* Walking through a tree of folders. */
#ifndef WC_IO_WALK_H
#define WC_IO_WALK_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* Which files are wanted. */
struct wc_walk {
	const char *const *excludes; /* globs (wc_glob_fits) of files and folders that are passed over */
	size_t exclude_count;
	bool (*wanted)(const char *path); /* files that it says no to are only counted */
};

/* Paths as they are to be opened, with '/' below the root; in the order of the walk: by the bytes of names, file by file. */
struct wc_walked {
	const char **path;
	size_t count;
	size_t seen; /* files, wanted or not */
};

/*
 * Adds the files below the folder `root` to `walked`. Links are not followed, so nothing is read twice and no loop is walked;
 * folders of version control and of packages (.git, node_modules …) are passed over. A folder that cannot be read is a fault.
 * False and `err` where there are more than WC_LIMIT_FILES wanted files, or `root` itself cannot be read.
 */
bool wc_walk_folder(wc_arena *arena, const struct wc_walk *walk, const char *root, struct wc_walked *walked,
                    struct wc_diags *faults, struct wc_err *err);

/*
 * Does the path fit the glob, wholly or in one of its folders? * is any text without '/', ** any text (behind it a slash: any folders), ? one byte; a glob
 * without '/' fits a name at any depth.
 */
bool wc_glob_fits(const char *glob, const char *path);

#endif
