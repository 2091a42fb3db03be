/* Policies as a command names them: files, folders and ready-made ones, with what they include, compiled into the program. */
#ifndef WC_APP_POLICY_H
#define WC_APP_POLICY_H

#include "app/gather.h"
#include "base/diag.h"
#include "io/stamps.h"

/* A policy that is built into this executable (rules/). */
struct wc_ready_policy {
	const char *name, *text; /* "licensing", and the whole file */
	size_t length;
};

extern const struct wc_ready_policy wc_ready_policies[];
extern const size_t wc_ready_policy_count;

/*
 * Reads the policies that `names` name, each a file, a folder of *.yaml files or a ready-made policy, and compiles them into a copy of
 * `base`. No name: *ret_program is `base`. False with `err` where one cannot be read; false with faults in `diags`, each with an excerpt,
 * where they hold any, and `err` counts them. `language`: of their sentences, "en" or "ja". Owned by `arena`. `stamps` (may be NULL)
 * gets every file and folder that was looked at, included ones too, also where it comes to nothing.
 */
bool wc_policy_load(wc_arena *arena, const struct wc_program *base, struct wc_names names, const char *language, struct wc_stamps *stamps,
                    const struct wc_program **ret_program, struct wc_diags *diags, struct wc_err *err);

#endif
