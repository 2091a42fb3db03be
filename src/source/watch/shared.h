/* wc_shared: texts in which only the owner's name differs, each kept once for all of its owners. For one thread at a time. */
#ifndef WC_SOURCE_WATCH_SHARED_H
#define WC_SOURCE_WATCH_SHARED_H

#include "base/text.h"

struct wc_shared;
struct wc_shared_text;

/* None yet; NULL where memory is out. Free with wc_shared_free (NULL is allowed), which frees the texts, too. */
struct wc_shared *wc_shared_new(void);
void wc_shared_free(struct wc_shared *shared);

/*
 * `text` of the owner called `name`, held once more until wc_shared_release; NULL where memory is out. Texts that are the same but for
 * their owners' names are one address.
 */
struct wc_shared_text *wc_shared_hold(struct wc_shared *shared, const char *name, const char *text);
void wc_shared_release(struct wc_shared *shared, struct wc_shared_text *text);

/* Adds it to `out` as its owner called `name` has it. */
void wc_shared_print(const struct wc_shared_text *text, const char *name, struct wc_text *out);

#endif
