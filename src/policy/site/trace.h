/* How each of the site's rules fared in one situation: for --explain. */
#ifndef WC_POLICY_SITE_TRACE_H
#define WC_POLICY_SITE_TRACE_H

#include "policy/site/site.h"
#include "policy/view.h"

/* Fills items[0] up to the returned count, a rule of the site each; the program must have a site. Details are owned by `arena`. */
size_t wc_site_trace(wc_arena *arena, const struct wc_view *view, const struct wc_situation *situation, struct wc_trace_item *items);

#endif
