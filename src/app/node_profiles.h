/* nodeProfiles of a configuration file (wincompat.yaml): what a site tells of the pools of its nodes. */
#ifndef WC_APP_NODE_PROFILES_H
#define WC_APP_NODE_PROFILES_H

#include "source/cluster/profile.h"

/*
 * Reads them from the file at `path`, owned by `arena`; none where it has no such key, and what it holds for `scan` is passed over. False
 * where something is wrong: faults of the text are in `diags` then, and `err` says what could not be done.
 */
bool wc_node_profiles_load(wc_arena *arena, const struct wc_program *program, const char *path, struct wc_node_profiles *ret_profiles,
                           struct wc_diags *diags, struct wc_err *err);

/*
 * Takes the builds of pause images that profiles name by a reference from their tags, for those who ask no registry about them. False and
 * `err` where a tag says none.
 */
bool wc_node_profiles_infer(const struct wc_reading *reading, struct wc_node_profiles *profiles, struct wc_err *err);

/* A sentence for each profile that tells nothing of this cluster, *ret_count of them; owned by `arena`. */
const char *const *wc_node_profiles_idle(wc_arena *arena, const struct wc_node_profiles *profiles, const struct wc_cluster *cluster, size_t *ret_count);

#endif
