/* Automata: what globs, exact texts and regular expressions match, as states that can be walked together. */
#ifndef WC_POLICY_SITE_NFA_H
#define WC_POLICY_SITE_NFA_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The bytes that a step takes. */
struct wc_bytes {
	uint64_t quarter[4];
};

static inline bool
wc_bytes_have(const struct wc_bytes *bytes, unsigned char c)
{
	return bytes->quarter[c / 64] >> c % 64 & 1;
}

enum wc_nfa_kind { WC_NFA_STEP, WC_NFA_FORK, WC_NFA_START, WC_NFA_END, WC_NFA_MATCH };

/* STEP takes a byte to `next`; FORK goes to `next` and `other`; START and END go on only there; MATCH: the text matches. */
struct wc_nfa_state {
	uint8_t kind;
	uint32_t next, other, test; /* `test`: of MATCH */
	struct wc_bytes bytes;
};

/* States of many patterns. Start with {.arena = a}. */
struct wc_nfa {
	wc_arena *arena;
	struct wc_nfa_state *state;
	uint32_t count, room;
};

#define WC_NFA_NONE UINT32_MAX

/* Adds a pattern that ends in a MATCH of `test`; returns its first state. */
uint32_t wc_nfa_exact(struct wc_nfa *nfa, const char *text, uint32_t test);
uint32_t wc_nfa_glob(struct wc_nfa *nfa, const char *glob, uint32_t test);

/* The same for a regular expression; WC_NFA_NONE and `err` where it uses what cannot be compared exactly (look-around, back references, \b, …). */
uint32_t wc_nfa_regex(struct wc_nfa *nfa, const char *pattern, uint32_t test, struct wc_err *err);

/* Adds a state; returns its number. */
uint32_t wc_nfa_add(struct wc_nfa *nfa, struct wc_nfa_state state);

#endif
