/* Data files (trees) to a program: every fault of every file at once. */
#ifndef WC_POLICY_LOAD_H
#define WC_POLICY_LOAD_H

#include "base/arena.h"
#include "base/diag.h"
#include "format/tree.h"
#include "model/program.h"

/* One data file that was read. */
struct wc_data_file {
	const char *path;            /* for messages, "data/releases.yaml"; its last part says which records it holds */
	const struct wc_node *root;  /* its only document */
};

/*
 * Compiles the files to a program owned by `arena`. Faults (a row without a source, an unknown word with "did you mean", an
 * edition with an undeclared hole, a role without a rule, …) are added to `diags`, all of them; true where there was none.
 */
bool wc_program_load(wc_arena *arena, const struct wc_data_file *files, size_t count, const struct wc_program **ret_program,
                     struct wc_diags *diags);

#endif
