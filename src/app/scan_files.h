/* The files of a scan: found, read in parallel, and what they say put into one order. */
#ifndef WC_APP_SCAN_FILES_H
#define WC_APP_SCAN_FILES_H

#include "app/gather.h"
#include "source/workloads.h"

/* A comment in a file that excuses findings of the line it stands on, or of the next one that is no comment. */
struct wc_ignore {
	struct wc_stretch at; /* of the comment */
	size_t line;          /* of the findings */
	const char *rule;     /* a rule's id, or "*" */
	const char *reason;   /* why, for people; "" where nothing is said */
};

/* Which files, and how to read them. */
struct wc_scan_files {
	struct wc_names paths;    /* folders and files; "-" is standard input */
	struct wc_names excludes; /* globs */
	struct wc_names only;     /* where set (item not NULL): of the files in folders only these, as --since names them */
	struct wc_workload_options options;
	void (*progress)(void *context, size_t done, size_t total); /* or NULL */
	void *progress_context;
};

/* What the files say. Owned by the arena that was given. Uses and unresolved references stand in the order of files, lines and columns, none twice. */
struct wc_scan_read {
	struct wc_use *uses;
	size_t use_count;
	struct wc_unresolved *unresolved;
	size_t unresolved_count;
	struct wc_ignore *ignores;
	size_t ignore_count;
	struct wc_diags errors;  /* files that could not be read, and what is wrong in those that could */
	size_t seen;             /* files that were there */
	size_t read, failed;     /* files of a format that names images, and those that could not be read */
};

/* Reads them. False and `err` where a path that was named is not there, or there are too many files. */
bool wc_scan_files_read(wc_arena *arena, const struct wc_scan_files *files, struct wc_scan_read *ret_read, struct wc_err *err);

#endif
