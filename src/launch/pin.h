/* Pinning: by which name an image is launched, so that what runs is what was checked. */
#ifndef WC_LAUNCH_PIN_H
#define WC_LAUNCH_PIN_H

#include "base/arena.h"
#include "model/facts.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The name of `image`, whose entry `picked` was judged (SIZE_MAX: it is no index): the engine's id where the engine has it; the
 * index's digest where the engine would take that very entry of it; else the entry's or the manifest's own digest. `choice`
 * is what the engine takes. `named` is the name as its user wrote it; that, and false in *ret_is_pinned, where no digest is
 * known. Owned by `arena`.
 */
const char *wc_pin(wc_arena *arena, const struct wc_image *image, size_t picked, const struct wc_choice *choice,
                   const char *named, bool *ret_is_pinned);

#endif
