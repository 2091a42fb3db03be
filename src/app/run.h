/* The use case `run`: check the image that a line of `docker run` names, and plan its launch in the mode that is allowed. */
#ifndef WC_APP_RUN_H
#define WC_APP_RUN_H

#include "app/gather.h"
#include "launch/launchers.h"
#include "model/plan.h"
#include "present/presenters.h"

/* What is asked. Borrowed. */
struct wc_run {
	struct wc_gather how;
	const struct wc_launcher *launcher;
	const char *const *words; /* what stands behind "docker run", without our own options; `word_count` of them */
	size_t word_count;
	struct wc_names hosts;     /* at most one SPEC; none: the host of the engine, on Windows this machine */
	struct wc_request request; /* its isolation holds where the line says none */
	const char *edition;       /* --matrix, or NULL */
	wc_date as_of;             /* or 0 */
	bool by_tag;               /* launch by the name as it was written, whatever it stands for by then */
	bool is_dry;               /* nothing will be launched: an engine that does not answer is no matter */
	const char *cidfile;       /* where the engine is to write the container's id if the line does not say; or NULL */
};

/* What came of it. Owned by the arena. */
struct wc_run_ready {
	struct wc_docker_line line;
	struct wc_request request; /* with the isolation of the line */
	const struct wc_matrix_edition *edition;
	struct wc_answer answer;
	bool is_allowed;      /* there is a plan */
	struct wc_plan plan;
	const char **remarks; /* what its user should know about the line: sentences */
	size_t remark_count;
};

/* Reads, decides and plans. False and `err` where the line, the host or the engine makes it impossible to decide. */
bool wc_run_prepare(wc_arena *arena, const struct wc_run *run, struct wc_run_ready *ret_ready, struct wc_err *err);

/*
 * Parts the words behind `wincompat run` into those that `taker` takes, and docker's, which are returned; *ret_count of
 * them, owned by `arena`.
 */
const char **wc_run_part(wc_arena *arena, const char *const *words, size_t count, wc_line_taker *taker, void *context,
                         size_t *ret_count);

/* The i-th name of a launcher, for --engine; NULL behind the last. */
const char *wc_launcher_name(size_t i);

#endif
