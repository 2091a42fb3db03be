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
	const struct wc_view *view;
	const struct wc_host *host;        /* where the engine runs */
	struct wc_present_options present; /* the program, the edition and the request: its isolation is that of the question */
	wc_date as_of;                     /* --as-of, or 0 */
	uint8_t mode;                      /* enum wc_serve_mode: what a refusal comes to */
	uint8_t on_unknown;                /* enum wc_on_unknown */
	bool enforce_isolation;            /* a launch has to name the isolation it is allowed in */
	struct wc_journal_group *journal;  /* or NULL */
	bool requires_log;                 /* nothing is launched that the journal does not hold */
};

/* A question that was read: what would be launched by which request. */
struct wc_question;

/* Reads the text of an AuthZPlugin.AuthZReq; what cannot be understood is a question, too, and will be refused. Owned by `arena`. */
struct wc_question *wc_question_read(wc_arena *arena, const char *text, size_t length);

/* The reference of the image whose facts have to be known to answer; NULL where none is. */
const char *wc_question_image(const struct wc_question *question);

/* What the engine itself knows that image by, also where it is an ID that no registry knows; NULL where none has to be known. */
const char *wc_question_name(const struct wc_question *question);

/* What is answered. Owned by the arena of the question. */
struct wc_authorized {
	bool allow;
	const char *message; /* to whoever asked, one line: the verdict, the reason, what to do; or NULL. With `allow`: a warning */
	const char *why;     /* the same for a log, whatever the mode; or NULL */
	const char *word;    /* "process", "hyperv", "refuse", "unknown", "malformed", or "other": nothing was judged. For counting */
	const char *rule;    /* that decided, or NULL */
	const char *method, *uri, *user, *image; /* of the question, for a log; or NULL */
};

/* Answers. `image`: the facts of wc_question_image or wc_question_name, or why they are not known; NULL where there is none. */
struct wc_authorized wc_authorize(struct wc_question *question, const struct wc_authorizing *authorizing, const struct wc_gathered *image);

#endif
