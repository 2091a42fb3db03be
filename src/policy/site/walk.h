/* Walking automata: sets of states, byte by byte. */
#ifndef WC_POLICY_SITE_WALK_H
#define WC_POLICY_SITE_WALK_H

#include "policy/site/nfa.h"

/* The states in which the patterns may be: ascending, each once. Owned by the arena of the walker. */
struct wc_states {
	const uint32_t *item;
	uint32_t count;
};

struct wc_walker;

/* Walks over `nfa`, which does not grow any more. Owned by `arena`. */
struct wc_walker *wc_walker_make(wc_arena *arena, const struct wc_nfa *nfa);

/* Where walks begin that start from these states. */
struct wc_states wc_walk_begin(struct wc_walker *walker, const uint32_t *starts, size_t count);

/* Where `from` leads by the byte `c`. */
struct wc_states wc_walk_step(struct wc_walker *walker, struct wc_states from, unsigned char c);

/* Marks in `ret_matched` (by test) what matches where the text ends at `at`. */
void wc_walk_end(struct wc_walker *walker, struct wc_states at, uint8_t *ret_matched);

#endif
