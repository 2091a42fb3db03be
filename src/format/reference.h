/* An image reference, as the distribution project's grammar and Docker's short names spell it. */
#ifndef WC_FORMAT_REFERENCE_H
#define WC_FORMAT_REFERENCE_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>

/* The parts; `tag` and `digest` may be NULL. Owned by the arena. */
struct wc_reference {
	const char *domain; /* "docker.io", "mcr.microsoft.com", "localhost:5000" */
	const char *path;   /* "library/golang", "windows/servercore" */
	const char *tag;
	const char *digest;
};

/*
 * Parses `text` ("golang:1.22", "mcr.microsoft.com/windows/servercore:ltsc2019@sha256:…"); Docker Hub's short names are
 * completed ("docker.io", "library/"), a missing tag stays NULL. On failure false and `err` says which part is wrong and why.
 */
bool wc_reference_parse(wc_arena *arena, const char *text, struct wc_reference *ret_reference, struct wc_err *err);

#endif
