/* What a pod is changed to so that it lands where it can run: a JSON Patch (RFC 6902). */
#ifndef WC_SERVE_PATCH_H
#define WC_SERVE_PATCH_H

#include "app/admit.h"

/*
 * The patch of a Windows pod: node affinity `In` the builds that can run it, unless it asks for builds itself, and spec.os.name where
 * that harms nothing. NULL where nothing is to be changed, so that a second call changes nothing. Owned by `arena`.
 */
const char *wc_patch_make(wc_arena *arena, const struct wc_node *spec, const struct wc_admit_place *place,
                          const struct wc_admitted *admitted);

#endif
