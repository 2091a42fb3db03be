/* A small program and one verdict for the tests of the presenters: a 2019 image on a 2022 host. */
#ifndef PRESENT_WORLD_H
#define PRESENT_WORLD_H

#include "base/text.h"
#include "present/presenters.h"

enum { RULE_OTHER_MODE, RULE_UNREADABLE, RULE_HYPERV_UNKNOWN, RULE_INFERRED, RULE_ENGINE, RULE_COUNT };
enum { RELEASE_2019, RELEASE_2022, RELEASE_COUNT };

/* Everything an answer borrows; make one with world(). */
struct world {
	wc_arena *arena;
	struct wc_text out;
	struct wc_host host;
	struct wc_image image;
	struct wc_verdict verdict;
	struct wc_answer answer;
	struct wc_present_options options;
	struct wc_err err;
};

extern const struct wc_program small_program;

/* The refused answer; fields may be changed before it is shown. Free with world_end. */
struct world *world_new(void);
void world_end(struct world *w);

/* Shows the one answer by the presenter `name`; the text lives as long as the world. */
const char *shown(struct world *w, const char *name);

#endif
