/* A command that builds an image by a Dockerfile, word by word: docker build, docker buildx build, nerdctl build. Source: spf13/pflag. */
#ifndef WC_LAUNCH_BUILD_LINE_H
#define WC_LAUNCH_BUILD_LINE_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* One flag as it was written; a word such as -qf holds several. */
struct wc_build_flag {
	const char *name;  /* the long one, without dashes */
	const char *value; /* NULL: it takes none */
};

/* A line in its parts. Strings are borrowed from it, or owned by the arena of the parser. */
struct wc_build_line {
	const char *program;  /* "docker" or "nerdctl", whatever its path is */
	bool is_buildx;       /* BuildKit builds, by the command itself */
	size_t flags_at;      /* the word behind "build": where a flag of ours can be put */
	const struct wc_build_flag *flags; /* behind "build", in order */
	size_t flag_count;
	const char *context;
};

/*
 * Takes the `count` words of a command apart. Flags may stand behind the context, too. False and `err` (WC_FAULT_INPUT) where it is
 * no command that builds, a flag is unknown (its value could be taken for the context), or there is not one context.
 */
bool wc_build_line_parse(wc_arena *arena, const char *const *words, size_t count, struct wc_build_line *ret_line, struct wc_err *err);

/* The last value of the flag `name`, or NULL. */
const char *wc_build_line_value(const struct wc_build_line *line, const char *name);

#endif
