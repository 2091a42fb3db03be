/* wc_inspector: the Docker Engine itself is asked which image it has under a name, by threads of their own. */
#ifndef WC_SERVE_INSPECTOR_H
#define WC_SERVE_INSPECTOR_H

#include "app/gather.h"

struct wc_inspector;

/* Starts the threads, which read by `how`. False and `err` where none can begin. End with wc_inspector_end (NULL is allowed). */
bool wc_inspector_begin(const struct wc_gather *how, struct wc_inspector **ret_inspector, struct wc_err *err);
void wc_inspector_end(struct wc_inspector *inspector);

/* One question. Stays in its place until `wake` was called, by a thread of the engine. */
struct wc_inspection {
	const char *name;
	wc_arena *arena; /* of the facts; nobody else touches it meanwhile */
	void (*wake)(void *context);
	void *context;
	struct wc_gathered image; /* filled when `wake` is called: the facts, or why the engine has none */
	struct wc_inspection *next; /* from here on it is ours */
	int64_t until;
};

/* Asks; it takes at most about a second. */
void wc_inspector_ask(struct wc_inspector *inspector, struct wc_inspection *ask);

#endif
