/* Options as data: one table a command, from which parsing, help, man page and completion all come. */
#ifndef WC_CLI_OPT_H
#define WC_CLI_OPT_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* The i-th word of a vocabulary, or NULL behind its end. */
typedef const char *wc_opt_word(size_t i);

/* One option. */
struct wc_opt {
	const char *name;     /* long name, without dashes; also the key of the configuration file */
	const char *argument; /* what help calls the value; NULL: a flag */
	const char *help;     /* one sentence, lower case, no full stop */
	wc_opt_word *word;    /* the words that the value may be, or NULL for any text */
	const char *fallback; /* the value where nobody gives one, or NULL */
	char letter;          /* short name, or 0 */
	bool suggested;       /* `word` only suggests: other values are fine, too */
	bool repeats;         /* may be given more than once; else the last one counts */
	bool file;            /* the value names a file, for completion */
	bool typed;           /* on the command line only: no key of the configuration file, no variable */
};

/* What was given for one option, in order. */
struct wc_given {
	const char **item;
	size_t count;
};

/* A parsed command line. Owned by the arena it was parsed with; strings are borrowed from argv, files and environment. */
struct wc_args {
	const struct wc_opt *options;
	size_t option_count;
	struct wc_given *given; /* by option */
	const char **operand;
	size_t operand_count;
};

/* Empty arguments for a table of options: nothing given yet. Owned by `arena`. */
struct wc_args wc_args_new(wc_arena *arena, const struct wc_opt *options, size_t count);

/*
 * Parses argv[0…argc-1] (without program and command name): options before, between or behind operands, `--` ends them;
 * `--name value`, `--name=value`, `-n value`, `-nvalue`, bundled flags. False and `err` (WC_FAULT_INPUT) for an unknown
 * option, a missing or an unknown value.
 */
bool wc_opt_parse(wc_arena *arena, int argc, char **argv, struct wc_args *args, struct wc_err *err);

/*
 * Adds `value` to option `i`, after checking it; `where` names its place in messages ("--isolation", "WINCOMPAT_HOST").
 * False and `err` where the option does not take such a value.
 */
bool wc_opt_give(wc_arena *arena, struct wc_args *args, size_t i, const char *value, const char *where, struct wc_err *err);

/* Takes over from `defaults` (of the same table) what `args` does not say itself. */
void wc_args_fill(struct wc_args *args, const struct wc_args *defaults);

/* The last value of the option `name`, its fallback, or NULL. The table must have such an option. */
const char *wc_opt_text(const struct wc_args *args, const char *name);

/* The same, or NULL where the table has no such option. */
const char *wc_opt_text_if_any(const struct wc_args *args, const char *name);

/* Every value of the option `name`. */
const struct wc_given *wc_opt_all(const struct wc_args *args, const char *name);

/* Was the flag `name` set? */
bool wc_opt_flag(const struct wc_args *args, const char *name);

/* The words of `option` as people list them, "text, json or ndjson"; owned by `arena`. */
const char *wc_opt_words(wc_arena *arena, wc_opt_word *word);

/* Says in `err` that `name` is none of the jobs of `command`, with those that there are and the nearest. Always false. */
bool wc_opt_no_job(wc_arena *arena, const char *command, wc_opt_word *word, const char *name, struct wc_err *err);

/* The word nearest to `text` in a vocabulary, or NULL. */
const char *wc_opt_nearest(wc_arena *arena, wc_opt_word *word, const char *text);

/* Is `text` one of the words? */
bool wc_opt_has(wc_opt_word *word, const char *text);

/* The index of the option called `name`, or `count` where there is none. */
size_t wc_opt_find(const struct wc_opt *options, size_t count, const char *name);

#endif
