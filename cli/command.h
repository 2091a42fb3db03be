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

/* Words of a command line that are our options. Owned by the arena. */
struct wc_opt_line {
	wc_arena *arena;
	char **argv;
	int argc;
};

/*
 * Parts the words behind the command's name into our options and everything else (*ret_words, *ret_count), which becomes the
 * operands as it stands: for a command whose line is another program's. All owned by `arena`.
 */
typedef void wc_command_part(wc_arena *arena, int argc, char **argv, struct wc_opt_line *ret_ours, const char ***ret_words,
                             size_t *ret_count);

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
	wc_command_part *part; /* or NULL: options and operands are all ours */
	int failed;            /* the exit code where nothing was done, whatever the reason; 0: one by the kind of failure */
	const struct wc_exit_sentence *exits; /* `exit_count` of its own exit codes, or NULL: those of contract 6 */
	unsigned exit_count;
};

/* THE table of commands. */
extern const struct wc_command *const wc_commands[];
extern const size_t wc_command_count;

/* The command called `name`, or NULL. */
const struct wc_command *wc_command_find(const char *name);

/* The name of the i-th command, or NULL behind the last. */
const char *wc_command_name(size_t i);

#endif
