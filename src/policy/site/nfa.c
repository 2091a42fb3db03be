/* Automata of exact texts and globs. */
#include "policy/site/nfa.h"

#include <string.h>

uint32_t
wc_nfa_add(struct wc_nfa *nfa, struct wc_nfa_state state)
{
	if (nfa->count == nfa->room) {
		uint32_t room = nfa->room ? nfa->room * 2 : 256;
		struct wc_nfa_state *more = wc_array(nfa->arena, struct wc_nfa_state, room);
		if (nfa->count)
			memcpy(more, nfa->state, nfa->count * sizeof(*more));
		nfa->state = more;
		nfa->room = room;
	}
	nfa->state[nfa->count] = state;
	return nfa->count++;
}

static uint32_t
add_byte(struct wc_nfa *nfa, unsigned char c, uint32_t next)
{
	struct wc_nfa_state state = {.kind = WC_NFA_STEP, .next = next};
	state.bytes.quarter[c / 64] = UINT64_C(1) << c % 64;
	return wc_nfa_add(nfa, state);
}

static uint32_t
add_any(struct wc_nfa *nfa, uint32_t next)
{
	return wc_nfa_add(nfa, (struct wc_nfa_state){.kind = WC_NFA_STEP, .next = next, .bytes = {{~UINT64_C(0), ~UINT64_C(0), ~UINT64_C(0), ~UINT64_C(0)}}});
}

/* A match that holds only at the end of the text. */
static uint32_t
add_whole(struct wc_nfa *nfa, uint32_t test)
{
	uint32_t match = wc_nfa_add(nfa, (struct wc_nfa_state){.kind = WC_NFA_MATCH, .test = test});
	return wc_nfa_add(nfa, (struct wc_nfa_state){.kind = WC_NFA_END, .next = match});
}

/* Patterns are built from their end, so that each state knows the next one. */
static uint32_t
build(struct wc_nfa *nfa, const char *text, uint32_t test, bool glob)
{
	uint32_t next = add_whole(nfa, test);
	for (size_t i = strlen(text); i-- > 0;) {
		if (glob && text[i] == '*') {
			uint32_t fork = wc_nfa_add(nfa, (struct wc_nfa_state){.kind = WC_NFA_FORK, .next = next});
			uint32_t any = add_any(nfa, fork);
			nfa->state[fork].other = any;
			next = fork;
		} else {
			next = glob && text[i] == '?' ? add_any(nfa, next) : add_byte(nfa, (unsigned char)text[i], next);
		}
	}
	return next;
}

uint32_t
wc_nfa_exact(struct wc_nfa *nfa, const char *text, uint32_t test)
{
	return build(nfa, text, test, false);
}

uint32_t
wc_nfa_glob(struct wc_nfa *nfa, const char *glob, uint32_t test)
{
	return build(nfa, glob, test, true);
}
