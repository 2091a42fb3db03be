/* The world: axes of both policies, and for each atom the arms that it leaves. */
#include "policy/site/world.h"

#include "base/intern.h"

#include <stdlib.h>
#include <string.h>

const struct wc_arm *
wc_world_arm(const struct wc_world *w, size_t i, unsigned *ret_side)
{
	*ret_side = i >= w->first[WC_NEW];
	return &w->side[*ret_side].site->arms[i - w->first[*ret_side]];
}

/* Does the decision depend on the effect? Warnings and notes are compared by whether they hold. */
static bool
decides(const struct wc_site_rule *rule)
{
	return rule->effect != WC_EFFECT_WARN && rule->effect != WC_EFFECT_ANNOTATE;
}

static void
number_arms(wc_arena *arena, struct wc_world *w)
{
	for (unsigned s = 0; s < WC_SIDES; s++) {
		w->first[s] = w->arm_count;
		w->arm_count += w->side[s].site ? w->side[s].site->arm_count : 0;
	}
	w->words = w->arm_count / WC_BITS + 1;
	wc_bits *every = wc_array(arena, wc_bits, w->words);
	for (size_t i = 0; i < w->arm_count; i++) {
		unsigned s;
		const struct wc_arm *arm = wc_world_arm(w, i, &s);
		size_t own = i - w->first[s];
		bool alive = w->side[s].alive[own / WC_BITS] >> own % WC_BITS & 1;
		if (alive && (w->about == WC_ABOUT_HOLDING || decides(&w->side[s].site->rules[arm->rule])))
			every[i / WC_BITS] |= (wc_bits)1 << i % WC_BITS;
	}
	w->every = every;
}

static int
by_place(const void *a, const void *b)
{
	const struct wc_world_axis *x = a, *y = b;
	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return x->label && y->label ? strcmp(x->label, y->label) : 0;
}

static bool
has_label(const struct wc_world *w, const char *label)
{
	for (size_t i = 0; i < w->axis_count; i++)
		if (w->axes[i].label && strcmp(w->axes[i].label, label) == 0)
			return true;
	return false;
}

/* Every axis of axes.def but those of the reference that the first one stands for, and every label that is asked. */
static void
list_axes(wc_arena *arena, struct wc_world *w)
{
	w->axes = wc_array(arena, struct wc_world_axis, WC_AXIS_COUNT + WC_MOST_WORLD_AXES * WC_SIDES);
	for (unsigned id = 0; id < WC_AXIS_COUNT; id++)
		if (id != WC_AXIS_REQUEST_LABEL && (id == WC_AXIS_IMAGE_REFERENCE || !wc_axis_of_reference(id)))
			w->axes[w->axis_count++] = (struct wc_world_axis){.id = id, .name = wc_axes[id].name};
	for (unsigned s = 0; s < WC_SIDES; s++) {
		for (size_t i = 0; w->side[s].site && i < w->side[s].site->axis_count; i++) {
			const struct wc_site_axis *axis = &w->side[s].site->axes[i];
			if (axis->label && !has_label(w, axis->label))
				w->axes[w->axis_count++] = (struct wc_world_axis){.id = axis->id, .label = axis->label, .name = axis->name};
		}
	}
	qsort(w->axes, w->axis_count, sizeof(*w->axes), by_place);
	for (size_t i = 0; i < w->axis_count; i++)
		if (!w->axes[i].label)
			w->at[w->axes[i].id] = (uint8_t)i;
}

size_t
wc_world_place(const struct wc_world *w, const struct wc_site_axis *axis)
{
	if (!axis->label)
		return w->at[wc_axis_of_reference(axis->id) ? WC_AXIS_IMAGE_REFERENCE : axis->id];
	size_t i = 0;
	while (!w->axes[i].label || strcmp(w->axes[i].label, axis->label) != 0)
		i++;
	return i;
}

static void
note_asked(wc_arena *arena, struct wc_world *w)
{
	for (size_t a = 0; a < w->axis_count; a++)
		w->axes[a].asking = wc_array(arena, wc_bits, w->words);
	for (size_t i = 0; i < w->arm_count; i++) {
		unsigned s;
		const struct wc_arm *arm = wc_world_arm(w, i, &s);
		for (unsigned k = 0; (w->every[i / WC_BITS] >> i % WC_BITS & 1) && k < arm->limit_count; k++) {
			struct wc_world_axis *axis = &w->axes[wc_world_place(w, &w->side[s].site->axes[arm->limits[k].axis])];
			axis->asked = true;
			((wc_bits *)(uintptr_t)axis->asking)[i / WC_BITS] |= (wc_bits)1 << i % WC_BITS;
		}
	}
}

/* What one limit makes of an atom: 1 holds, 0 does not, -1 may. */
static int
limit_on(const struct wc_site_axis *axis, const struct wc_site_limit *limit, const struct wc_atom *atom)
{
	if (limit->wanted_count == 0)
		return atom->low == WC_VALUE_UNKNOWN ? -1 : wc_spans_have(limit->spans, atom->low);
	if (!atom->text.known)
		return -1;
	struct wc_axis_text text = wc_axis_of_reference(axis->id) ? wc_reference_part(axis->id, atom->text) : atom->text;
	int all = 1;
	for (size_t i = 0; i < limit->wanted_count && all; i++) {
		int got = wc_test_ask(&axis->tests[limit->wanted[i].test], text);
		all = got < 0 ? -1 : got == limit->wanted[i].holds ? all : 0;
	}
	return all;
}

static bool
has(const wc_bits *set, size_t i)
{
	return set[i / WC_BITS] >> i % WC_BITS & 1;
}

/* Takes out of the atom's sets the arms of one site axis that it does not leave. */
static void
cut_arms(const struct wc_world *w, unsigned side, const struct wc_site_axis *axis, const struct wc_atom *atom, wc_bits *sure, wc_bits *may)
{
	bool unknown = wc_axes[axis->id].kind == WC_AXIS_TEXTS ? !atom->text.known : atom->low == WC_VALUE_UNKNOWN;
	for (size_t i = 0; i < axis->asking_count; i++) {
		size_t own = axis->asking[i].arm, arm = w->first[side] + own;
		int holds = unknown ? -1 : limit_on(axis, axis->asking[i].limit, atom);
		wc_bits bit = (wc_bits)1 << arm % WC_BITS;
		if (holds != 1)
			sure[arm / WC_BITS] &= ~bit;
		if (holds == 0 || (unknown && !has(axis->doubtful, own)))
			may[arm / WC_BITS] &= ~bit;
	}
}

static struct wc_arm_numbers
numbers_of(wc_arena *arena, const wc_bits *set, const wc_bits *among, size_t words)
{
	size_t count = 0, n = 0;
	for (size_t i = 0; i < words; i++)
		count += (size_t)__builtin_popcountll(set[i] & among[i]);
	uint32_t *item = wc_array(arena, uint32_t, count + 1);
	for (size_t i = 0; i < words; i++)
		for (wc_bits left = set[i] & among[i]; left; left &= left - 1)
			item[n++] = (uint32_t)(i * WC_BITS + (unsigned)__builtin_ctzll(left));
	return (struct wc_arm_numbers){item, count};
}

static const uint16_t *
find_alike(wc_arena *arena, const struct wc_world_axis *axis, size_t words)
{
	struct wc_interned sets = {.arena = wc_arena_new()};
	uint16_t *like = wc_array(arena, uint16_t, axis->atom_count + 1), *first = wc_array(sets.arena, uint16_t, axis->atom_count + 1);
	wc_bits *both = wc_array(sets.arena, wc_bits, 2 * words);
	for (size_t a = 0; a < axis->atom_count; a++) {
		bool fresh;
		memcpy(both, axis->sure + a * words, words * sizeof(*both));
		memcpy(both + words, axis->may + a * words, words * sizeof(*both));
		uint32_t number = wc_intern(&sets, both, 2 * words * sizeof(*both), &fresh);
		if (fresh)
			first[number] = (uint16_t)a;
		like[a] = first[number];
	}
	wc_arena_free(sets.arena);
	return like;
}

static void
make_sets(wc_arena *arena, const struct wc_world *w, size_t place)
{
	struct wc_world_axis *axis = &w->axes[place];
	wc_bits *sure = wc_array(arena, wc_bits, axis->atom_count * w->words), *may = wc_array(arena, wc_bits, axis->atom_count * w->words);
	for (size_t a = 0; a < axis->atom_count; a++) {
		memcpy(sure + a * w->words, w->every, w->words * sizeof(*sure));
		memcpy(may + a * w->words, w->every, w->words * sizeof(*may));
		for (unsigned s = 0; s < WC_SIDES; s++)
			for (size_t i = 0; w->side[s].site && i < w->side[s].site->axis_count; i++)
				if (wc_world_place(w, &w->side[s].site->axes[i]) == place)
					cut_arms(w, s, &w->side[s].site->axes[i], &axis->atoms[a], sure + a * w->words, may + a * w->words);
	}
	struct wc_arm_numbers *leaves = wc_array(arena, struct wc_arm_numbers, axis->atom_count + 1);
	for (size_t a = 0; a < axis->atom_count; a++)
		leaves[a] = numbers_of(arena, may + a * w->words, axis->asking, w->words);
	axis->sure = sure;
	axis->may = may;
	axis->leaves = leaves;
	axis->like = find_alike(arena, axis, w->words);
}

bool
wc_world_make(wc_arena *arena, const struct wc_view *view, const struct wc_side side[WC_SIDES], enum wc_world_about about,
              struct wc_world *ret_world, struct wc_err *err)
{
	struct wc_world w = {.view = view, .about = about, .side = {side[0], side[1]}};
	number_arms(arena, &w);
	list_axes(arena, &w);
	note_asked(arena, &w);
	for (size_t i = 0; i < w.axis_count; i++) {
		if (wc_axes[w.axes[i].id].kind != WC_AXIS_TEXTS)
			wc_atoms_of_numbers(arena, &w, &w.axes[i]);
		else if (!wc_atoms_of_texts(arena, &w, &w.axes[i], err))
			return false;
		make_sets(arena, &w, i);
	}
	*ret_world = w;
	return true;
}
