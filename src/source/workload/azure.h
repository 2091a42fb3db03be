/* Inside the reader of Azure Pipelines: what a job sees of the stage and the pipeline around it. */
#ifndef WC_SOURCE_WORKLOAD_AZURE_H
#define WC_SOURCE_WORKLOAD_AZURE_H

#include "source/workload/drafts.h"
#include "source/workload/index.h"
#include "source/workload/matrix.h"

/* A pipeline, a stage or a job; what it does not say itself, the one above says. */
struct wc_azure_level {
	const struct wc_azure_level *up;
	struct wc_index variables; /* maps of name and value, or values by name */
	const struct wc_node *pool;
};

struct wc_azure {
	const struct wc_workload_file *file;
	struct wc_found *found;
	struct wc_index containers; /* resources.containers by alias */
	const struct wc_node *container; /* of a pipeline that is one job, or NULL */
	struct wc_drafts drafts;
	size_t rows; /* of matrices, read so far */
};

/* The level of `node` (a pipeline, stage or job) below `up`. */
struct wc_azure_level wc_azure_level_of(const struct wc_azure *a, const struct wc_azure_level *up, const struct wc_node *node);

/*
 * `text` with $(NAME), $[variables['NAME']] and ${{ variables.NAME }} filled in, as far as the file and the row of a matrix set
 * them; NULL and in `*ret_why` a phrase where one is not known.
 */
const char *wc_azure_fill(const struct wc_azure *a, const struct wc_azure_level *level, const struct wc_row *row, const char *text,
                          const char **ret_why);

/* Adds the images of a job (or of a pipeline that is one job), with the machines of its pool. */
void wc_azure_job(struct wc_azure *a, const struct wc_azure_level *up, const struct wc_node *job, const char *subject);

#endif
