/* Policies (trees) to a program that holds them: every fault of every file at once. */
#ifndef WC_POLICY_SITE_LOAD_H
#define WC_POLICY_SITE_LOAD_H

#include "base/arena.h"
#include "base/diag.h"
#include "format/tree.h"
#include "model/program.h"

/* The format of policies that is written today, and the oldest one that is read. */
enum { WC_POLICY_FORMAT = 1, WC_POLICY_OLDEST = 1 };

/* One policy file that was read. */
struct wc_policy_file {
	const char *path, *digest;  /* "sha256:…" of its bytes */
	const struct wc_node *root; /* a document */
};

/*
 * Compiles the policies into a copy of `base`, owned by `arena`: base->rules with the site's rules behind them, and `site`. `language`: "en" or
 * "ja", for their sentences. Faults (an unknown fact with "did you mean", two rules of one id, a bad pattern, …) go to `diags`, all of them;
 * true where there was none. The order of the files means nothing.
 */
bool wc_site_load(wc_arena *arena, const struct wc_program *base, const struct wc_policy_file *files, size_t count, const char *language,
                  const struct wc_program **ret_program, struct wc_diags *diags);

#endif
