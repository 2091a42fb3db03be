/* Inside the reader of GitLab pipelines: the files of a pipeline, and what a job takes from others. */
#ifndef WC_SOURCE_WORKLOAD_GITLAB_H
#define WC_SOURCE_WORKLOAD_GITLAB_H

#include "source/workload/drafts.h"
#include "source/workload/index.h"
#include "source/workload/matrix.h"

/* One file of the pipeline. */
struct wc_gitlab_layer {
	const char *path; /* by the folder of the first file */
	struct wc_workload_file file;
	struct wc_lines lines;
	const struct wc_node *root;
	struct wc_index top; /* what stands at its top: jobs look others up by name */
};

/* A pipeline: the file that was named, then those that it includes, the last one first: who stands first wins. */
struct wc_gitlab {
	struct wc_gitlab_layer *layer;
	size_t count;
	struct wc_found *found;
	struct wc_drafts drafts;
	size_t looked; /* jobs and variables looked through so far: a few lines of `extends` can name each other for hours */
	size_t included; /* bytes of all files but the first */
};

/* A value, and the file it stands in. */
struct wc_gitlab_value {
	const struct wc_gitlab_layer *layer;
	const struct wc_node *node; /* NULL: there is none */
};

/*
 * The value of `key` (and of `sub` in that, where it is not NULL) for a job: its own, else that of the jobs that it extends. Nothing
 * where these go in circles.
 */
struct wc_gitlab_value wc_gitlab_find(struct wc_gitlab *g, const char *job, const char *key, const char *sub);

/* The same for a key that stands at the top of a file ("image"), or below `section` ("default", "variables") there. */
struct wc_gitlab_value wc_gitlab_global(struct wc_gitlab *g, const char *section, const char *key);

/* Adds what a job's image and services mean on the machines that its tags name. */
void wc_gitlab_job(struct wc_gitlab *g, const char *job);

#endif
