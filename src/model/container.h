/* A running container: what its engine says of it, and the processes of the host around it. */
#ifndef WC_MODEL_CONTAINER_H
#define WC_MODEL_CONTAINER_H

#include "model/words.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A process. Strings are borrowed from the arena of the source. */
struct wc_process {
	uint32_t id, parent; /* parent 0: not known */
	const char *name;    /* "CExecSvc.exe" */
	int64_t memory;      /* bytes in use, or -1 */
	int64_t started_ms;  /* since 1970 UTC; 0: not known */
};

struct wc_processes {
	const struct wc_process *item;
	size_t count;
};

/* What an engine says of one of its containers. */
struct wc_container {
	const char *id, *name, *image; /* image: its ID */
	const char *isolation_text;    /* as the engine has it, or NULL */
	uint8_t isolation;             /* enum wc_mode; WC_MODE_NONE where it is neither */
	bool is_running;
	int64_t started_ms;            /* 0: not known */
	int64_t cpu_count;             /* virtual processors that were asked for, 0: none */
	int64_t nano_cpus;             /* processors that were asked for, in billionths; 0: none */
	int64_t memory;                /* bytes that it may take; 0: no limit was set */
	struct wc_processes processes; /* by their ids as the container has them */
};

#endif
