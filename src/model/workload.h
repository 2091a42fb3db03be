/* A workload: the images that a file names, each at its place, with what it is for and which host the line means. */
#ifndef WC_MODEL_WORKLOAD_H
#define WC_MODEL_WORKLOAD_H

#include "model/words.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A stretch of one line of a file. Line and column count from 1 (columns in bytes); 0 means "not known". */
struct wc_stretch {
	const char *file; /* as it was named */
	size_t line, column, length;
};

/* A line as people look at it: at most some 200 bytes of it, and the column (from 1, in bytes) at which the stretch stands there. */
struct wc_excerpt {
	const char *text; /* or NULL */
	size_t column;
};

/* What a line of a file uses an image for. */
#define WC_USE_WORDS(X) X(WC_USE_NONE, "none") X(WC_USE_BUILD, "build") X(WC_USE_RUN, "run")
enum wc_use_role { WC_USE_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_use_words;

/* One use of one image. Strings are borrowed from the arena of the reader. */
struct wc_use {
	struct wc_stretch at;    /* where `written` stands */
	const char *written;     /* the reference as the file has it, "mcr.microsoft.com/windows/servercore:${TAG}" */
	const char *reference;   /* the same after expansion: what is judged */
	const char *subject;     /* whose image it is, for people: "stage build", "service web", "Deployment shop/web, container app" */
	const char *service;     /* the service of a compose file that it belongs to, or NULL */
	uint8_t role;            /* enum wc_use_role */
	uint8_t os;              /* enum wc_os that the file itself states (spec.os, --platform); WC_OS_UNKNOWN: it does not */
	uint8_t isolation;       /* enum wc_isolation that the file asks for; WC_ISOLATION_DEFAULT where it does not */
	bool host_process;       /* a HostProcess container: the host's version check is waived */
	bool is_copied;          /* only files are taken out of it (COPY --from): it is never run, so either isolation would do */
	const char *const *hosts; /* `host_count` labels or --host SPECs that the line means ("windows-2022"); none: the file does not say */
	size_t host_count;
	struct wc_excerpt excerpt; /* set by whoever has the file, not by readers */
};

/* A reference that could not be resolved: reported, never guessed. */
struct wc_unresolved {
	struct wc_stretch at;
	const char *text, *why;
};

/* What one file uses. */
struct wc_workload {
	const struct wc_use *uses;
	size_t use_count;
	const struct wc_unresolved *unresolved;
	size_t unresolved_count;
};

#endif
