/* A command as data: its name, its options, its operands, and the function that runs it. */
#ifndef WC_CLI_COMMAND_H
#define WC_CLI_COMMAND_H

#include "base/arena.h"
#include "cli/exit.h"
#include "cli/opt.h"

#include <stdbool.h>
#include <stddef.h>

/* What every command is given. */
struct wc_cli {
	wc_arena *arena; /* lives as long as the process's answer */
};

typedef enum wc_exit wc_command_run(struct wc_cli *cli, const struct wc_args *args);

struct wc_command {
	const char *name;
	const char *operands; /* as the usage line prints them, or "" */
	const char *title;    /* its job, one line, lower case, no full stop */
	const char *about;    /* a paragraph more, or NULL */
	const struct wc_opt *options;
	size_t option_count;
	wc_opt_word *word;    /* what its first operand may be, for completion; or NULL */
	bool files;           /* operands may be files, for completion */
	wc_command_run *run;
};

/* THE table of commands. */
extern const struct wc_command *const wc_commands[];
extern const size_t wc_command_count;

/* The command called `name`, or NULL. */
const struct wc_command *wc_command_find(const char *name);

/* The name of the i-th command, or NULL behind the last. */
const char *wc_command_name(size_t i);

#endif
