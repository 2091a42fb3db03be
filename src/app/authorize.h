/* The use case `serve --docker-authz`: may what a Docker Engine asks about be launched on its host? */
#ifndef WC_APP_AUTHORIZE_H
#define WC_APP_AUTHORIZE_H

#include "app/gather.h"
#include "present/presenters.h"

#include <stdint.h>

struct wc_journal_group;
struct wc_view;

/* What is the same for every question. Borrowed; several threads may share it. */
struct wc_authorizing {
	struct wc_gather how;
	const struct wc_view *view;
	const struct wc_host *host;        /* where the engine runs */
	struct wc_present_options present; /* the program, the edition and the request: its isolation is that of the question */
	wc_date as_of;                     /* --as-of, or 0 */
	uint8_t stance;                      /* enum wc_stance: what becomes of a refusal */
	uint8_t on_unknown;                /* enum wc_on_unknown */
	bool enforce_isolation;            /* a launch has to name the isolation it is allowed in */
	bool asks_engine;                  /* what the engine has is asked of it, before any registry */
	struct wc_journal_group *journal;  /* or NULL */
	bool requires_log;                 /* nothing is launched that the journal does not hold */
};

/* What is answered. Owned by the arena of the question. */
struct wc_authorized {
	bool allow;
	const char *message; /* one line: the verdict, the reason, what to do; or NULL. With `allow`: what would have been refused */
	const char *word;    /* "process", "hyperv", "refuse", "unknown", or "other": nothing was judged. For counting */
};

/* Answers the text of an AuthZPlugin.AuthZReq. There always is an answer: what cannot be understood is refused. */
struct wc_authorized wc_authorize(wc_arena *arena, const struct wc_authorizing *authorizing, const char *text, size_t length);

#endif
