/* One answer: an image judged for a host. */
#ifndef WC_APP_ANSWER_H
#define WC_APP_ANSWER_H

#include "app/gather.h"
#include "policy/decide.h"
#include "present/presenters.h"

/* What is the same for many answers. */
struct wc_answering {
	wc_arena *arena; /* owns what answers hold */
	const struct wc_view *view;
	bool explain; /* with every rule that was looked at */
};

/* Judges `given` for `host`; where the image could not be read the answer has its error and no verdict. Borrows all it is given. */
void wc_answer_make(const struct wc_answering *asked, const struct wc_host *host, const struct wc_gathered *given,
                    const struct wc_request *request, struct wc_answer *ret_answer);

#endif
