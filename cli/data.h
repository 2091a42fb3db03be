/* The data that a command works with: built in, or from --data. */
#ifndef WC_CLI_DATA_H
#define WC_CLI_DATA_H

#include "app/node_profiles.h"
#include "cli/opt.h"
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

/* What --config FILE tells of the pools of a cluster's nodes, owned by `arena`; nothing without it. False after saying what is wrong. */
bool wc_profiles_asked(wc_arena *arena, const struct wc_args *args, const struct wc_program *program, struct wc_node_profiles *ret_profiles);

#endif
