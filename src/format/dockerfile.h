/* A Dockerfile as instructions, every word with its place. */
#ifndef WC_FORMAT_DOCKERFILE_H
#define WC_FORMAT_DOCKERFILE_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

/* A word as written; only line continuations inside it are gone. Places count from 1, columns in bytes. */
struct wc_docker_word {
	const char *text;
	size_t line, column;
	size_t length; /* bytes of it in the file; 0 where it goes over several lines */
};

/* One instruction. Of COPY, ADD and RUN only the flags are kept, of others than FROM, ARG and ONBUILD nothing. */
struct wc_docker_instruction {
	const struct wc_docker_instruction *next;
	const char *name; /* upper case, "FROM" */
	size_t line, column;
	bool is_onbuild; /* it stood behind ONBUILD: a build on top of this image does it */
	const struct wc_docker_word *flags; /* "--platform=windows/amd64" */
	size_t flag_count;
	const struct wc_docker_word *words;
	size_t word_count;
};

struct wc_dockerfile {
	char escape;        /* '\\' or '`' */
	const char *syntax; /* the frontend that the file asks for, or NULL */
	const struct wc_docker_instruction *first;
};

/*
 * Reads the text as BuildKit does: parser directives, comments, continuations with comments between, heredocs. What is wrong
 * is added to `faults` (an instruction that nobody knows, a heredoc without an end), and the rest is read. Everything is
 * owned by `arena`. Source: moby/buildkit, frontend/dockerfile/parser.
 */
struct wc_dockerfile wc_dockerfile_parse(wc_arena *arena, const char *name, const char *text, size_t length,
                                         struct wc_diags *faults);

/* Does the text begin as a Dockerfile does: behind comments and ARG lines with FROM and an image? For files of any name. */
bool wc_dockerfile_recognise(const char *text, size_t length);

#endif
