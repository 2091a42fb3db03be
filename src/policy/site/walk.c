/* Walking automata: closures over forks, and steps. */
#include "policy/site/walk.h"

#include <stdlib.h>
#include <string.h>

struct wc_walker {
	wc_arena *arena;
	const struct wc_nfa *nfa;
	uint32_t *seen;  /* by state: the round in which it was met */
	uint32_t round;
	uint32_t *stack, *found;
	uint32_t found_count;
};

struct wc_walker *
wc_walker_make(wc_arena *arena, const struct wc_nfa *nfa)
{
	struct wc_walker *w = wc_alloc(arena, sizeof(*w));
	*w = (struct wc_walker){.arena = arena, .nfa = nfa};
	w->seen = wc_array(arena, uint32_t, nfa->count + 1);
	w->stack = wc_array(arena, uint32_t, 2 * nfa->count + 2);
	w->found = wc_array(arena, uint32_t, nfa->count + 1);
	return w;
}

static void
new_round(struct wc_walker *w)
{
	w->round++;
	w->found_count = 0;
}

/* Adds the state and all that follow from it without a byte. */
static void
enter(struct wc_walker *w, uint32_t state, bool at_start, bool at_end)
{
	uint32_t depth = 0;
	w->stack[depth++] = state;
	while (depth) {
		uint32_t s = w->stack[--depth];
		const struct wc_nfa_state *n = &w->nfa->state[s];
		if (w->seen[s] == w->round)
			continue;
		w->seen[s] = w->round;
		if (n->kind == WC_NFA_FORK) {
			w->stack[depth++] = n->next;
			w->stack[depth++] = n->other;
		} else if ((n->kind == WC_NFA_START && at_start) || (n->kind == WC_NFA_END && at_end)) {
			w->stack[depth++] = n->next;
		} else if (n->kind != WC_NFA_START) {
			w->found[w->found_count++] = s;
		}
	}
}

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

static struct wc_states
keep(struct wc_walker *w)
{
	uint32_t *item = wc_array(w->arena, uint32_t, w->found_count + 1);
	memcpy(item, w->found, w->found_count * sizeof(*item));
	if (w->found_count > 1)
		qsort(item, w->found_count, sizeof(*item), by_number);
	return (struct wc_states){item, w->found_count};
}

struct wc_states
wc_walk_begin(struct wc_walker *w, const uint32_t *starts, size_t count)
{
	new_round(w);
	for (size_t i = 0; i < count; i++)
		enter(w, starts[i], true, false);
	return keep(w);
}

struct wc_states
wc_walk_step(struct wc_walker *w, struct wc_states from, unsigned char c)
{
	new_round(w);
	for (uint32_t i = 0; i < from.count; i++) {
		const struct wc_nfa_state *n = &w->nfa->state[from.item[i]];
		if (n->kind == WC_NFA_MATCH)
			enter(w, from.item[i], false, false); /* what has matched stays so */
		else if (n->kind == WC_NFA_STEP && wc_bytes_have(&n->bytes, c))
			enter(w, n->next, false, false);
	}
	return keep(w);
}

void
wc_walk_end(struct wc_walker *w, struct wc_states at, uint8_t *ret_matched)
{
	new_round(w);
	for (uint32_t i = 0; i < at.count; i++)
		enter(w, at.item[i], false, true);
	for (uint32_t i = 0; i < w->found_count; i++)
		if (w->nfa->state[w->found[i]].kind == WC_NFA_MATCH)
			ret_matched[w->nfa->state[w->found[i]].test] = 1;
}
