/* Samples: for an axis of texts, one text for every way in which texts can match the patterns that are asked. */
#include "base/limits.h"
#include "base/intern.h"
#include "policy/site/reference_form.h"
#include "policy/site/walk.h"
#include "policy/site/world.h"

#include <string.h>

enum { PARTS = 4, LONGEST = 200 };

/* The parts of a text that patterns ask: of a reference four, of any other text the whole. */
static const enum wc_axis_id reference_parts[PARTS] = {WC_AXIS_IMAGE_REFERENCE, WC_AXIS_IMAGE_REGISTRY, WC_AXIS_IMAGE_REPOSITORY, WC_AXIS_IMAGE_TAG};

/* A text that is being spelled. */
struct spelling {
	const struct spelling *before; /* without its last byte */
	unsigned char byte;
	uint16_t length;
	uint8_t form; /* of a reference: policy/site/reference_form.h */
	struct wc_states at[PARTS];
};

struct sampling {
	wc_arena *arena;
	const struct wc_world *world;
	struct wc_world_axis *axis;
	bool is_reference;
	struct wc_nfa nfa;
	struct wc_walker *walker;
	uint32_t *starts[PARTS];
	size_t start_count[PARTS];
	uint32_t test_count;
	size_t parts; /* PARTS of a reference, else 1 */
	unsigned char alphabet[256];
	size_t letters;
	struct wc_interned seen, outcomes;
	const struct spelling **queue;
	size_t queued, room;
	struct wc_atom *atoms;
	size_t atom_count, atom_room;
	void *scratch; /* room_for */
	size_t scratch_size;
};

static size_t
part_of(const struct sampling *s, enum wc_axis_id id)
{
	size_t part = 0;
	while (s->is_reference && reference_parts[part] != id)
		part++;
	return part;
}

static void
add_start(struct sampling *s, size_t part, uint32_t state)
{
	size_t n = s->start_count[part];
	if ((n & (n - 1)) == 0) {
		uint32_t *more = wc_array(s->arena, uint32_t, n ? n * 2 : 1);
		if (n)
			memcpy(more, s->starts[part], n * sizeof(*more));
		s->starts[part] = more;
	}
	s->starts[part][s->start_count[part]++] = state;
}

/* Adds the states of one test. */
static bool
add_test(struct sampling *s, size_t part, const struct wc_test *test, struct wc_err *err)
{
	uint32_t number = s->test_count++;
	for (size_t i = 0; i < test->exact_count; i++)
		add_start(s, part, wc_nfa_exact(&s->nfa, test->exact[i], number));
	for (size_t i = 0; i < test->glob_count; i++)
		add_start(s, part, wc_nfa_glob(&s->nfa, test->glob[i], number));
	if (!test->regex)
		return true;
	uint32_t start = wc_nfa_regex(&s->nfa, test->regex, number, err);
	if (start != WC_NFA_NONE)
		add_start(s, part, start);
	return start != WC_NFA_NONE;
}

static bool
add_tests(struct sampling *s, struct wc_err *err)
{
	size_t place = (size_t)(s->axis - s->world->axes);
	for (unsigned side = 0; side < WC_SIDES; side++) {
		const struct wc_site *site = s->world->side[side].site;
		for (size_t i = 0; site && i < site->axis_count; i++) {
			const struct wc_site_axis *axis = &site->axes[i];
			for (size_t t = 0; wc_world_place(s->world, axis) == place && t < axis->test_count; t++)
				if (!add_test(s, part_of(s, axis->id), &axis->tests[t], err))
					return false;
		}
	}
	return true;
}

/* For each byte a number, which two share where all steps treat them alike, and the form of references, too. */
static void
find_treatments(const struct sampling *s, uint64_t ret_number[256])
{
	for (unsigned c = 0; c < 256; c++)
		ret_number[c] = s->is_reference ? 1 + wc_reference_class((unsigned char)c) : 0;
	for (uint32_t i = 0; i < s->nfa.count; i++) {
		if (s->nfa.state[i].kind != WC_NFA_STEP)
			continue;
		for (unsigned quarter = 0; quarter < 4; quarter++) {
			for (uint64_t left = s->nfa.state[i].bytes.quarter[quarter]; left; left &= left - 1) {
				uint64_t *number = &ret_number[quarter * 64 + (unsigned)__builtin_ctzll(left)];
				*number = (*number ^ (i + 1)) * 0x9e3779b97f4a7c15u;
				*number ^= *number >> 32;
			}
		}
	}
}

/* One byte for all that are alike, those first that make readable texts. */
static void
choose_letters(struct sampling *s)
{
	unsigned char order[256];
	uint64_t number[256], treated[256];
	size_t n = 0;
	static const char nice[] = "abcdefghijklmnopqrstuvwxyz0123456789-.ABCDEFGHIJKLMNOPQRSTUVWXYZ_/:";
	for (const char *c = nice; *c; c++)
		order[n++] = (unsigned char)*c;
	for (unsigned c = 33; c < 256; c++)
		if (c != 127 && !strchr(nice, (int)c))
			order[n++] = (unsigned char)c;
	order[n++] = ' ';
	find_treatments(s, number);
	uint64_t common = number[0xff]; /* of bytes that no pattern names */
	for (size_t i = 0; i < n; i++) {
		uint64_t own = number[order[i]];
		size_t k = 0;
		while (k < s->letters && treated[k] != own)
			k++;
		if (k == s->letters && (order[i] < 127 || own != common)) {
			treated[s->letters] = own;
			s->alphabet[s->letters++] = order[i];
		}
	}
}

static const char *
spell(struct sampling *s, const struct spelling *at)
{
	char *text = wc_alloc(s->arena, at->length + 1u);
	for (; at->before; at = at->before)
		text[at->length - 1] = (char)at->byte;
	return text;
}

static void
add_atom(struct sampling *s, struct wc_axis_text text)
{
	if (s->atom_count == s->atom_room) {
		s->atom_room = s->atom_room ? s->atom_room * 2 : 16;
		struct wc_atom *more = wc_array(s->arena, struct wc_atom, s->atom_room);
		if (s->atom_count)
			memcpy(more, s->atoms, s->atom_count * sizeof(*more));
		s->atoms = more;
	}
	s->atoms[s->atom_count++] = (struct wc_atom){.text = text};
}

/* Room that lasts until it is asked for again: most of what is looked up was there before, and need not be kept. */
static void *
room_for(struct sampling *s, size_t bytes)
{
	if (bytes > s->scratch_size) {
		s->scratch_size = 2 * bytes;
		s->scratch = wc_alloc(s->arena, s->scratch_size);
	}
	return s->scratch;
}

/* The text as a sample, where no other one matches the same patterns. */
static void
take(struct sampling *s, const struct spelling *at)
{
	if (at->length == 0 || (s->is_reference && !wc_reference_complete(at->form)))
		return;
	uint8_t *matched = room_for(s, s->test_count + 1);
	memset(matched, 0, s->test_count + 1);
	for (size_t part = 0; part < s->parts; part++)
		if (!s->is_reference || wc_reference_has(at->form, reference_parts[part]))
			wc_walk_end(s->walker, at->at[part], matched);
	bool fresh;
	wc_intern(&s->outcomes, matched, s->test_count + 1, &fresh);
	if (fresh)
		add_atom(s, (struct wc_axis_text){spell(s, at), at->length, true});
}

/* Puts a copy of a spelling into the queue, unless one was there that goes on alike. */
static bool
enqueue(struct sampling *s, const struct spelling *at, struct wc_err *err)
{
	size_t bytes = 1;
	for (size_t part = 0; part < s->parts; part++)
		bytes += (at->at[part].count + 1) * sizeof(uint32_t);
	char *key = room_for(s, bytes), *to = key;
	*to++ = (char)at->form;
	for (size_t part = 0; part < s->parts; part++) {
		memcpy(to, &at->at[part].count, sizeof(uint32_t));
		memcpy(to + sizeof(uint32_t), at->at[part].item, at->at[part].count * sizeof(uint32_t));
		to += (at->at[part].count + 1) * sizeof(uint32_t);
	}
	bool fresh;
	wc_intern(&s->seen, key, bytes, &fresh);
	if (!fresh || at->length > LONGEST)
		return true;
	if (s->queued > WC_LIMIT_SPELLINGS || s->atom_count > WC_LIMIT_ATOMS) {
		wc_fail(err, WC_FAULT_INPUT, "the patterns on %s overlap in too many ways to be compared exactly", s->axis->name);
		return wc_hint(err, "use fewer patterns with * in the middle");
	}
	if (s->queued == s->room) {
		s->room = s->room ? s->room * 2 : 1024;
		const struct spelling **more = wc_array(s->arena, const struct spelling *, s->room);
		if (s->queued)
			memcpy(more, s->queue, s->queued * sizeof(*more));
		s->queue = more;
	}
	struct spelling *kept = wc_alloc(s->arena, sizeof(*kept));
	*kept = *at;
	s->queue[s->queued++] = kept;
	return true;
}

/* The spelling with one more byte; false where a reference cannot go on so. */
static bool
spell_on(struct sampling *s, const struct spelling *from, unsigned char c, struct spelling *ret)
{
	*ret = (struct spelling){.before = from, .byte = c, .length = (uint16_t)(from->length + 1), .form = from->form};
	if (s->is_reference && !wc_reference_step(from->form, c, &ret->form))
		return false;
	for (size_t part = 0; part < s->parts; part++) {
		bool moves = from->at[part].count == 0 ? false : !s->is_reference || wc_reference_takes(from->form, c, reference_parts[part]);
		ret->at[part] = moves ? wc_walk_step(s->walker, from->at[part], c) : from->at[part];
	}
	return true;
}

static bool
spell_all(struct sampling *s, struct wc_err *err)
{
	struct spelling nothing = {0};
	for (size_t part = 0; part < s->parts; part++)
		nothing.at[part] = wc_walk_begin(s->walker, s->starts[part], s->start_count[part]);
	if (!enqueue(s, &nothing, err))
		return false;
	for (size_t i = 0; i < s->queued; i++) {
		const struct spelling *at = s->queue[i];
		take(s, at);
		for (size_t k = 0; k < s->letters; k++) {
			struct spelling next;
			if (spell_on(s, at, s->alphabet[k], &next) && !enqueue(s, &next, err))
				return false;
		}
	}
	return true;
}

bool
wc_atoms_of_texts(wc_arena *arena, const struct wc_world *w, struct wc_world_axis *axis, struct wc_err *err)
{
	struct sampling s = {.arena = arena, .world = w, .axis = axis, .is_reference = axis->id == WC_AXIS_IMAGE_REFERENCE, .parts = axis->id == WC_AXIS_IMAGE_REFERENCE ? PARTS : 1,
	                     .nfa = {.arena = arena}, .seen = {.arena = arena}, .outcomes = {.arena = arena}};
	if (!axis->asked)
		return true;
	if (!add_tests(&s, err))
		return wc_while(err, "%s", axis->name);
	s.walker = wc_walker_make(arena, &s.nfa);
	choose_letters(&s);
	if (!spell_all(&s, err))
		return false;
	bool may_be_absent = axis->id == WC_AXIS_REQUEST_NAMESPACE || axis->id == WC_AXIS_REQUEST_USER || axis->id == WC_AXIS_REQUEST_LABEL;
	if (axis->id != WC_AXIS_HOST_NAME)
		add_atom(&s, (struct wc_axis_text){NULL, 0, may_be_absent});
	axis->atoms = s.atoms;
	axis->atom_count = s.atom_count;
	return true;
}
