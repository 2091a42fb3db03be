/* The command line of `docker run`: which words are flags, which is the image, what is the command. Source: spf13/pflag. */
#ifndef WC_LAUNCH_DOCKER_LINE_H
#define WC_LAUNCH_DOCKER_LINE_H

#include "base/arena.h"
#include "base/err.h"
#include "model/program.h"

#include <stdbool.h>
#include <stddef.h>

/* One flag as it was written; a word such as -it holds several. */
struct wc_line_flag {
	const struct wc_docker_flag *known; /* NULL: the table does not have it */
	const char *written;                /* "--env", "-e" */
	const char *value;                  /* NULL: none was written */
};

/* A line in its parts. Strings are borrowed from it. */
struct wc_docker_line {
	const char *const *words; /* the flags as they were written, without --isolation and without -- */
	size_t word_count;
	const struct wc_line_flag *flags;
	size_t flag_count;
	const char *isolation; /* the last --isolation, or NULL */
	const char *image;     /* NULL: there is none */
	const char *const *command;
	size_t command_count;
	bool is_ended;       /* -- must stand before the image: it stood there, or an unknown flag may take the next word for its value */
	const char *strayed; /* an --isolation behind the image, which is the container's and not docker's; or NULL */
};

/*
 * Says how many words at `word` are somebody else's, and takes them; 0: none. Asked at every long flag; `left` words are
 * there, the flag among them.
 */
typedef size_t wc_line_taker(void *context, const char *const *word, size_t left);

/*
 * Parses the `count` words behind "docker run" by the flags of `program`: flags end at the first word that is none, or at --.
 * A flag that the table does not have is kept; written without "=" it is taken for one without a value, as nobody can know.
 * `taker` may be NULL. False and `err` (WC_FAULT_INPUT) where a value is missing.
 */
bool wc_docker_line_parse(wc_arena *arena, const struct wc_program *program, const char *const *words, size_t count,
                          wc_line_taker *taker, void *context, struct wc_docker_line *ret_line, struct wc_err *err);

/* The flag of `program` called `name`, or NULL. */
const struct wc_docker_flag *wc_docker_flag_find(const struct wc_program *program, const char *name);

/* The last value that the line gives to the flag `name`; NULL where it does not, "" where it is given without one. */
const char *wc_docker_line_value(const struct wc_docker_line *line, const char *name);

/* Is the flag `name`, which takes no value, set by the line? By the last one, as strconv.ParseBool reads it. */
bool wc_docker_line_is_set(const struct wc_docker_line *line, const char *name);

#endif
