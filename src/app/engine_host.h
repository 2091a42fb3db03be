/* The host of the engine that is about to be told something: the one that is named, else where the engine itself runs. */
#ifndef WC_APP_ENGINE_HOST_H
#define WC_APP_ENGINE_HOST_H

#include "app/gather.h"

/* Which engine, and what was said of its host. Borrowed. */
struct wc_engine_asked {
	const struct wc_gather *how;
	struct wc_names specs; /* --host: at most one; none: the engine's own host, or this machine where that is the same */
	const char *name;      /* the engine's command, for messages */
	bool is_docker;        /* the Docker Engine is behind it, which may be elsewhere */
};

/*
 * Finds the host, which is owned by `arena`; *ret_engine is the same one where the engine itself was asked, else NULL. False and `err` where
 * it cannot be read, or several are named.
 */
bool wc_engine_host_find(wc_arena *arena, const struct wc_engine_asked *asked, struct wc_host **ret_host, const struct wc_host **ret_engine,
                         struct wc_err *err);

/* Makes the engine of `host` one of `kind` (enum wc_engine_kind): the rules of the one that is told hold, whatever else the host has. */
void wc_engine_host_settle(struct wc_host *host, unsigned kind);

#endif
