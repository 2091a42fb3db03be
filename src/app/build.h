/* The use case `build`: check what the Dockerfile of a build stands on, and plan the same build in the isolation that is allowed. */
#ifndef WC_APP_BUILD_H
#define WC_APP_BUILD_H

#include "app/together.h"
#include "base/diag.h"
#include "launch/build_line.h"

/* What is asked. Borrowed. */
struct wc_build_asked {
	struct wc_gather how;
	const char *const *words; /* the command; `word_count` of them */
	size_t word_count;
	struct wc_names hosts;     /* at most one SPEC; none: the host of the engine */
	struct wc_request request; /* its isolation holds where the command says none */
	const char *edition;       /* --matrix, or NULL */
	wc_date as_of;             /* or 0 */
};

/* What came of it. Owned by the arena. */
struct wc_build_ready {
	struct wc_build_line line;
	const struct wc_host *host;
	const struct wc_matrix_edition *edition; /* in force, or NULL */
	bool is_buildkit; /* BuildKit builds: it has process isolation only */
	struct wc_joint joint; /* the images; count 0: none is for Windows */
	const struct wc_unresolved *unresolved;
	size_t unresolved_count;
	const struct wc_diag *faults;
	const struct wc_gathered *images;
	size_t image_count;
	bool is_allowed;
	const char *const *argv; /* the command to hand over to, `argc` words, then NULL */
	size_t argc;
	const char *remark;      /* what its user has to know, one sentence, or NULL */
};

/* Reads, decides and plans. False and `err` where the command, its Dockerfile, the host or the engine makes it impossible to decide. */
bool wc_build_prepare(wc_arena *arena, const struct wc_build_asked *asked, struct wc_build_ready *ret_ready, struct wc_err *err);

#endif
