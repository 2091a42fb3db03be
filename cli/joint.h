/* What `compose` and `build` say and record of images that are judged together. */
#ifndef WC_CLI_JOINT_H
#define WC_CLI_JOINT_H

#include "app/compose.h"
#include "app/journal.h"
#include "cli/exit.h"
#include "cli/opt.h"

/* The images of one command. Start with wc_joints_new. */
struct wc_joints {
	wc_arena *arena;
	const struct wc_args *args;
	const char *command; /* "compose", "build" */
	struct wc_present_options how;
	wc_date as_of;
	size_t refused, unknown, unreachable;
	struct wc_journal *journal; /* or NULL */
	int64_t *entries;           /* that were written */
	size_t entry_count;
};

/* Those of `command`, asked for by `request`; nothing is said yet. Borrows all it is given. */
struct wc_joints wc_joints_new(wc_arena *arena, const struct wc_args *args, const char *command, const struct wc_program *program,
                               const struct wc_matrix_edition *edition, const struct wc_request *request, wc_date as_of);

/* Says of each image, with its place, what was decided, and counts. Where one may not run: all of the answer. */
void wc_joints_say(struct wc_joints *all, const struct wc_joint *joint);

/* Says what could not be resolved, and what is wrong in the files; each reference that nobody knows counts as undetermined. */
void wc_joints_say_rest(struct wc_joints *all, const struct wc_unresolved *unresolved, size_t count, const struct wc_diag *faults);

/* Writes the decisions into the journal, durably, unless --no-journal. False where that failed and --require-log is given; it was said then. */
bool wc_joints_record(struct wc_joints *all, const struct wc_joint *joint);

/* Writes what came of all of them (enum wc_outcome). */
void wc_joints_outcome(struct wc_joints *all, unsigned word, int64_t code, const char *detail);

/* Closes the journal. */
void wc_joints_done(struct wc_joints *all);

/* The exit code of contract 6 for what was said. */
enum wc_exit wc_joints_exit(const struct wc_joints *all);

#endif
