/* Placeholders about an engine's choice and about the entries of an index. */
#ifndef WC_PRESENT_PLACE_ENGINE_H
#define WC_PRESENT_PLACE_ENGINE_H

#include "base/arena.h"
#include "model/verdict.h"

/* The form of the matcher that decided, "the graph driver"; several that agree are joined. Owned by `arena`. */
const char *wc_engine_form(wc_arena *arena, const struct wc_verdict *verdict);

/* Its rule in a sentence. */
const char *wc_engine_rule(const struct wc_verdict *verdict);

/* What its user reads where it takes nothing: "\"no matching manifest\"". Owned by `arena`. */
const char *wc_engine_refusal(wc_arena *arena, const struct wc_verdict *verdict);

/* What each possible form takes: "with the graph driver 10.0.20348.3692, with the containerd store no manifest". */
const char *wc_engine_forms(wc_arena *arena, const struct wc_verdict *verdict);

/* The fact of the engine that is not known, in words: "the engine's store". */
const char *wc_engine_missing(const struct wc_verdict *verdict);

/* The entry that serves the host better than the one taken, or NULL. */
const struct wc_image_entry *wc_better_entry(const struct wc_verdict *verdict);

/* The os.version of an entry as people read it; "no os.version" where it has none. */
const char *wc_entry_version(const struct wc_image_entry *entry);

/* "sha256:0123456789ab…": enough to tell entries apart. Owned by `arena`. */
const char *wc_digest_short(wc_arena *arena, const char *digest);

#endif
