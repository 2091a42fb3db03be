/* Images of HostProcess containers. */
#ifndef WC_APP_HOST_PROCESS_H
#define WC_APP_HOST_PROCESS_H

#include "app/gather.h"

/* The image as a HostProcess container has it: it brings no Windows of its own, whatever it was built on. Owned by `arena`. */
const struct wc_gathered *wc_as_host_process(wc_arena *arena, const struct wc_gathered *image);

#endif
