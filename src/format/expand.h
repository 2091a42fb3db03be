/* ${VARIABLES} in a word, as Dockerfiles and compose files write them. */
#ifndef WC_FORMAT_EXPAND_H
#define WC_FORMAT_EXPAND_H

#include "base/arena.h"

#include <stdbool.h>

/* The value of a variable, or NULL where it is not set. */
typedef const char *wc_variable(void *context, const char *name);

/* A dialect, and where values come from. */
struct wc_expand {
	wc_arena *arena;
	wc_variable *value;
	void *context;
	char escape;  /* the character that takes the next one literally, or 0 (compose has none) */
	bool quotes;  /* quotes are taken off, and '…' holds no variable (Dockerfile) */
	bool doubled; /* "$$" is a dollar sign (compose) */
};

/*
 * Expands $X, ${X}, ${X:-word}, ${X-word}, ${X:+word}, ${X+word}, ${X:?word}, ${X?word}, and with `quotes` also ${X#pattern},
 * ${X##…}, ${X%…}, ${X%%…}, ${X/literal/word} and ${X//…}. False where a variable without a value is needed or the word is
 * malformed: *ret_why is a phrase that says which ("the variable TAG has no value here"). Owned by `how->arena`. Sources:
 * moby/buildkit, frontend/dockerfile/shell/lex.go; compose-spec, 12-interpolation.md.
 */
bool wc_expand(const struct wc_expand *how, const char *text, const char **ret_text, const char **ret_why);

#endif
