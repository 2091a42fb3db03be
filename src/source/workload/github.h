/* Inside the reader of GitHub workflows: a job, and what is known around it. */
#ifndef WC_SOURCE_WORKLOAD_GITHUB_H
#define WC_SOURCE_WORKLOAD_GITHUB_H

#include "source/workload/drafts.h"
#include "source/workload/expression.h"

/* What was done so far, for the workflow that was read first and all that it calls. */
struct wc_github_count {
	size_t called, rows;
};

/* A workflow that is read, by itself or because another one calls it. */
struct wc_github {
	const struct wc_workload_file *file;
	struct wc_found *found;
	const char *caller;    /* "job deploy > ", or "" */
	struct wc_scope scope; /* its inputs */
	size_t depth;
	struct wc_github_count *count;
};

/* Reads one job: its images, with the machines of each row of its matrix. */
void wc_github_job(const struct wc_github *g, const struct wc_node *job);

/* Reads the steps of a job or of a composite action whose image `subject` names: those that are docker://IMAGE. */
void wc_github_steps(const struct wc_github *g, const struct wc_node *steps, const char *subject, const struct wc_labels *labels,
                     const struct wc_rows *rows);

/* Reads a workflow that a job calls by `uses: ./.github/workflows/NAME`, with the inputs that the job gives. */
void wc_github_call(const struct wc_github *g, const struct wc_node *job);

/* Reads all jobs of a workflow. */
void wc_github_jobs(const struct wc_github *g, const struct wc_node *workflow);

#endif
