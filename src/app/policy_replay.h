/* The use case `policy diff --journal`: which past decisions would be others under another policy. */
#ifndef WC_APP_POLICY_REPLAY_H
#define WC_APP_POLICY_REPLAY_H

#include "base/arena.h"
#include "base/err.h"
#include "model/policy_change.h"
#include "model/program.h"
#include "store/journal.h"

/*
 * Decides every decision of the journal that `filter` lets through again, from the facts that were kept, under the policies of both
 * programs; lists those that come out different, at most WC_LIMIT_ANSWERS. Owned by `arena`. False and `err` where the journal cannot be read.
 */
bool wc_policy_replay(wc_arena *arena, const struct wc_program *before, const struct wc_program *after, struct wc_journal *journal,
                      const struct wc_journal_filter *filter, struct wc_policy_past *ret_past, struct wc_err *err);

#endif
