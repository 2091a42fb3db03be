/* The data that a command works with: built in, or from --data. */
#ifndef WC_CLI_DATA_H
#define WC_CLI_DATA_H

#include "app/node_profiles.h"
#include "base/diag.h"
#include "base/err.h"
#include "cli/opt.h"
#include "io/stamps.h"
#include "model/program.h"

/* The row of --data for option tables. */
#define WC_OPT_DATA \
	{.name = "data", .argument = "DIR", .file = true, .help = "take newer data files from DIR, not the data built in"}

/* The row of --config. */
#define WC_OPT_CONFIG \
	{.name = "config", .argument = "FILE", .file = true, .typed = true, \
	 .help = "a wincompat.yaml whose nodeProfiles tell of pools that may have no node now, and what nodes do not say of themselves"}

/* The program that the arguments ask for; NULL after saying everything that is wrong with its files. */
const struct wc_program *wc_data_asked(wc_arena *arena, const struct wc_args *args);

/* The same with the policies of --policy compiled in, whose sentences are in the language of --lang. */
const struct wc_program *wc_program_asked(wc_arena *arena, const struct wc_args *args);

/*
 * The same, without a word: false with `err`, and with faults in `diags` where files hold any. `stamps` (or NULL) gets the files and
 * folders that it is made of, also where it comes to nothing.
 */
bool wc_program_make(wc_arena *arena, const struct wc_args *args, struct wc_stamps *stamps, const struct wc_program **ret_program,
                     struct wc_diags *diags, struct wc_err *err);

/* What --config FILE tells of the pools of a cluster's nodes, owned by `arena`; nothing without it. False after saying what is wrong. */
bool wc_profiles_asked(wc_arena *arena, const struct wc_args *args, const struct wc_program *program, struct wc_node_profiles *ret_profiles);

/* The same without a word, as wc_program_make. */
bool wc_profiles_make(wc_arena *arena, const struct wc_args *args, const struct wc_program *program, struct wc_stamps *stamps,
                      struct wc_node_profiles *ret_profiles, struct wc_diags *diags, struct wc_err *err);

#endif
