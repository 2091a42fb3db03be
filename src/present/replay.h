/* Facts as JSON from which the same decision can be made again: what the answers show, and what they leave out. */
#ifndef WC_PRESENT_REPLAY_H
#define WC_PRESENT_REPLAY_H

#include "base/text.h"
#include "model/facts.h"

/* Adds a Host object on one line: the shape of `wincompat host -o json`, which --host @FILE reads. */
void wc_replay_host(struct wc_text *out, const struct wc_host *host);

/*
 * Adds an Image object on one line: the shape of `wincompat image -o json`, and beside it what the source wrote where the answers
 * show what it means, which entries may be judged, and the parts of the reference.
 */
void wc_replay_image(struct wc_text *out, const struct wc_image *image);

#endif
