/* A plan: what a launcher is to do. Data only; io/handover performs it. */
#ifndef WC_MODEL_PLAN_H
#define WC_MODEL_PLAN_H

#include "model/words.h"

#include <stddef.h>
#include <stdint.h>

/* Owned by the arena it was made with. */
struct wc_plan {
	const char *const *argv; /* `argc` of them, then NULL; argv[0] is looked for in PATH */
	size_t argc;
	const char *const *env;  /* "NAME=value" that the program gets besides ours, then NULL; or NULL */
	const char *reference;   /* the image as the engine is told it */
	const char *cidfile;     /* where the engine writes the container's id, or NULL */
	const char *note;        /* what its user has to know, one sentence, or NULL */
	uint8_t mode;            /* enum wc_mode: the isolation it is launched with */
	bool is_printed;         /* the command is the answer: nothing is launched */
};

#endif
