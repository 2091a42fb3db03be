/* Copies into the arena that keeps pools: what was read goes, and lies strewn among what is not wanted. Private to the use case. */
#ifndef WC_APP_POOLS_KEEP_H
#define WC_APP_POOLS_KEEP_H

#include "app/pools.h"

/* Copies, owned by `arena`; of a host all but its remarks. */
struct wc_host wc_keep_host(wc_arena *arena, const struct wc_host *host);
const char *const *wc_keep_texts(wc_arena *arena, const char *const *texts, size_t count);
const struct wc_label *wc_keep_labels(wc_arena *arena, const struct wc_label *labels, size_t count);
const struct wc_node_taint *wc_keep_taints(wc_arena *arena, const struct wc_node_taint *taints, size_t count);
const struct wc_runtime_class *wc_keep_runtime_classes(wc_arena *arena, const struct wc_runtime_class *classes, size_t count);

#endif
