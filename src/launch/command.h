/* Putting the command of a plan together. */
#ifndef WC_LAUNCH_COMMAND_H
#define WC_LAUNCH_COMMAND_H

#include "launch/launchers.h"

/* A command that grows at its end. Words are borrowed. */
struct wc_command_words {
	const char **word;
	size_t count;
};

/* An empty one with room for `program`, all words of the line and `more`. */
struct wc_command_words wc_command_begin(const struct wc_order *order, const char *program, size_t more);

void wc_command_add(struct wc_command_words *words, const char *word);

/* Adds the container's own command and fills the plan. */
void wc_command_finish(struct wc_command_words *words, const struct wc_order *order, struct wc_plan *ret_plan);

/* `program run --isolation=MODE FLAGS… IMAGE COMMAND…`, the flags as they were written: for all that speak as docker does. */
void wc_command_like_docker(const struct wc_order *order, const char *program, struct wc_plan *ret_plan);

#endif
