/* The use case `scan`: what files say about images, judged where it stands. */
#ifndef WC_APP_SCAN_H
#define WC_APP_SCAN_H

#include "app/gather.h"
#include "app/scan_excuse.h"
#include "app/scan_files.h"
#include "present/presenters.h"

/* What is asked. */
struct wc_scan {
	struct wc_gather how;
	struct wc_scan_files files;
	struct wc_names hosts;       /* SPECs: where images run, unless a line says so itself */
	struct wc_names build_hosts; /* where they are built; none: where they run */
	struct wc_request request;   /* a file that asks for an isolation comes before it; its day is that of labels and of ends of support, too */
	const char *edition;         /* --matrix, or NULL */
	wc_date as_of;               /* or 0 */
	bool explain;
	const struct wc_ignored_rule *ignored; /* of wincompat.yaml */
	size_t ignored_count;
	const char *baseline; /* an earlier Report, or NULL */
	const char *lock;     /* the lock file to compare with, or NULL */
	bool new_only;        /* what stands in the baseline is left out */
};

/* How many findings are what, without those that are excused. */
struct wc_scan_counts {
	size_t allow, refuse, unknown, warned, unreachable;
	size_t excused;
	size_t elsewhere; /* uses of images for other systems, or on machines without Windows: no findings */
	size_t nowhere;   /* findings for which nobody named a host */
};

/* In the order of files and lines. Owned by the arena. */
struct wc_scanned {
	struct wc_answer *answers; /* each with its finding */
	size_t count;
	struct wc_scan_rest rest;
	struct wc_scan_read read;
	const struct wc_gathered *images; /* every image that was looked at, once */
	size_t image_count;
	struct wc_scan_counts counts;
	const struct wc_matrix_edition *edition; /* in force, or NULL */
};

/* Scans. False and `err` where nothing could be done: a path or a host is wrong, or there are too many files or findings. */
bool wc_scan_run(wc_arena *arena, const struct wc_scan *scan, struct wc_scanned *ret_scanned, struct wc_err *err);

#endif
