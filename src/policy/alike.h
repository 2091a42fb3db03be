/*
 * Alike: keys of hosts and of images. Two hosts with one key get the same verdict with every image and every request, and two images
 * with one key on every host: no rule of the program, and no policy compiled into it, tells them apart. Notes, which decide nothing and
 * warn of nothing, may differ.
 */
#ifndef WC_POLICY_ALIKE_H
#define WC_POLICY_ALIKE_H

#include "base/text.h"
#include "policy/decide.h"

struct wc_alike;

/*
 * Looks through the view for what it cuts facts at: revisions of borders, clauses and policies, versions of engines, and the texts
 * that policies match. Owned by `arena`; borrows the view. Not for several threads at once.
 */
struct wc_alike *wc_alike_make(wc_arena *arena, const struct wc_view *view);

/*
 * Adds the key to `key`: bytes that are compared as they are, of no fixed length. Facts that rules compare with each other
 * (builds; revisions where a rule asks whether they are equal) stand in it as they are, others as the stretch between two cuts. The
 * name of a host, or of an image, counts only as far as a policy asks for it. Warnings about how a fact is known count, too.
 */
void wc_alike_host(struct wc_alike *alike, const struct wc_host *host, struct wc_text *key);
void wc_alike_image(struct wc_alike *alike, const struct wc_image *image, struct wc_text *key);

/* Does a policy ask for the name of a host, or of an image? Where it does not, the key of an image is that of its facts alone. */
bool wc_alike_asks_host_name(const struct wc_alike *alike);
bool wc_alike_asks_image_name(const struct wc_alike *alike);

#endif
