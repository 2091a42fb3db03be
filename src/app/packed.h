/* Facts of an image in one block of memory: for a server that keeps many. */
#ifndef WC_APP_PACKED_H
#define WC_APP_PACKED_H

#include "app/gather.h"

/* A copy of an image and its error in one block, to be given back with free(); NULL where memory is out. `inferred` is not kept. */
struct wc_gathered *wc_gathered_pack(const struct wc_gathered *image);

#endif
