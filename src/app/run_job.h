/* The inside of run.c: a run under way, and what is read for it. */
#ifndef WC_APP_RUN_JOB_H
#define WC_APP_RUN_JOB_H

#include "app/run.h"

struct wc_view;

/* A run under way. */
struct wc_run_job {
	wc_arena *arena;
	const struct wc_run *run;
	struct wc_run_ready *ready;
	const struct wc_view *view;
	struct wc_host *host;         /* whose rules hold */
	const struct wc_host *engine; /* what the engine says of itself, or NULL: it was not asked or does not answer */
	const char *named;            /* the image as the engine would be told it, without a prefix of ours */
	struct wc_gathered *image;
};

/* Adds a sentence to what its user should know. */
void wc_run_remark(struct wc_run_job *job, const char *sentence);

/* Takes the line apart: flags, image, command, isolation. False and `err` where nothing could be launched by it. */
bool wc_run_take_line(struct wc_run_job *job, struct wc_err *err);

/* Finds the host that is meant. False and `err` where it cannot be read, or several are. */
bool wc_run_take_host(struct wc_run_job *job, struct wc_err *err);

/* Asks the engine that will launch, where that was not done for its host. False and `err` where it can't launch at all. */
bool wc_run_check_engine(struct wc_run_job *job, struct wc_err *err);

/* Reads the image: of the engine, else of its registry. False and `err` where --pull or its prefix leaves nothing to be read. */
bool wc_run_take_image(struct wc_run_job *job, struct wc_err *err);

/* Reads the image `name`; with `offline` no network is asked. Owned by the job's arena. */
struct wc_gathered *wc_run_gather_image(struct wc_run_job *job, const char *name, bool offline);

#endif
