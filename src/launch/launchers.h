/* Launchers: how a checked image is started by a container engine. Pure: a launcher writes a plan, and io/ performs it. */
#ifndef WC_LAUNCH_LAUNCHERS_H
#define WC_LAUNCH_LAUNCHERS_H

#include "launch/docker_line.h"
#include "model/facts.h"
#include "model/plan.h"

/* An order: what is to be launched. Borrowed. */
struct wc_order {
	wc_arena *arena; /* owns the plan */
	const struct wc_docker_line *line;
	const struct wc_host *engine; /* what the engine says of itself, or NULL: it was not asked */
	const char *reference;        /* the image by the name under which it was checked */
	const char *id;               /* a name for the container, for engines that want one from their user */
	const char *cidfile;          /* where the engine should write the container's id, or NULL */
	uint8_t mode;                 /* enum wc_mode */
};

/* One engine. */
struct wc_launcher {
	const char *name;  /* as --engine has it */
	const char *title; /* for people */
	uint8_t kind;      /* enum wc_engine_kind: whose rules decide */
	bool is_docker;    /* the Docker Engine starts it: that is asked for its host and its images */

	/* Can this engine run Windows containers at all? False and `err` where not. Nothing is known yet of the image. */
	bool (*ready)(const struct wc_order *order, struct wc_err *err);

	/* Writes the plan. False and `err` where the engine can't do what the line asks for. */
	bool (*plan)(const struct wc_order *order, struct wc_plan *ret_plan, struct wc_err *err);
};

/* THE table of launchers. */
extern const struct wc_launcher *const wc_launchers[];
extern const size_t wc_launcher_count;

/* The launcher called `name`, or NULL. */
const struct wc_launcher *wc_launcher_find(const char *name);

#endif
