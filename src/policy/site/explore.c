/* Exploring: axis by axis, with what is still open of both policies as a key; what has equal keys is equal from there on. */
#include "policy/site/explore.h"

#include "base/text.h"
#include "base/intern.h"
#include "policy/site/key.h"

#include <string.h>

struct explorer {
	wc_arena *arena;
	const struct wc_world *world;
	const struct wc_search *search;
	struct wc_keys *keys;
	struct wc_interned states; /* place, keys and chosen atoms, by number */
	struct wc_interned bases;  /* what the data say of a situation, as far as what is asked last depends on it */
	const struct wc_diagram **known; /* by state */
	uint32_t room;
	struct wc_interned nodes;
	const struct wc_diagram **node; /* by number */
	uint32_t node_room;
	wc_bits *sets; /* sure and may of every place */
	struct group **groups; /* of every place: the groups of its atoms; a place stands only once on the way */
	struct wc_key_parts **parts; /* of every place */
	uint32_t **behind;           /* of every place: the keys behind the atoms that were met; equal: none yet, or no difference */
	struct wc_text bytes;  /* of the node that is being numbered */
	bool found;
	struct wc_point witness;
};

/* Atoms that lead to the same: one of them is explored. */
struct group {
	uint64_t number;
	uint32_t key[WC_SIDES];
	const struct wc_diagram *to;
	uint16_t *atoms;
	size_t count;
};

/* Where the search stands. */
struct position {
	size_t place;
	uint32_t key[WC_SIDES];
	uint32_t basis; /* 1 + the number of what the data say, from the first of the last axes on; 0: not asked yet */
	const wc_bits *sure, *may;
};

const char *
wc_outcome_print(struct wc_outcome_word word)
{
	if (word.decision == WC_ALLOW)
		return wc_word(&wc_mode_words, word.isolation);
	return word.decision == WC_REFUSE ? "refuse" : "unknown";
}

/* What the side's rules come to at a point, in a word; only what the keys keep of them is asked. */
static struct wc_outcome_word
verdict_at(const struct explorer *e, const struct wc_world_facts *f, uint32_t key)
{
	struct wc_verdict v;
	if (e->world->about == WC_ABOUT_HOLDING) /* every effect stands for one that refuses */
		return (struct wc_outcome_word){wc_key_at(e->keys, key)->sum.forbids ? WC_REFUSE : WC_ALLOW, 0};
	wc_decide_without_remedies(e->world->view, &f->host, &f->image, &f->request, &wc_key_at(e->keys, key)->sum, &v);
	return (struct wc_outcome_word){v.decision, v.isolation};
}

static void
make_room(struct explorer *e, const struct wc_diagram ***list, uint32_t *room, uint32_t number)
{
	if (number < *room)
		return;
	uint32_t more = *room ? *room * 2 : 1024;
	const struct wc_diagram **wider = wc_array(e->arena, const struct wc_diagram *, more);
	if (*room)
		memcpy(wider, *list, *room * sizeof(*wider));
	*list = wider;
	*room = more;
}

static const struct wc_diagram *
difference(struct explorer *e, const struct wc_point *point, const uint32_t key[WC_SIDES])
{
	struct wc_world_facts f;
	struct wc_outcome_word word[WC_SIDES];
	wc_basis_facts(e->world, point, &f);
	for (unsigned s = 0; s < WC_SIDES; s++)
		word[s] = verdict_at(e, &f, key[s]);
	if (word[0].decision == word[1].decision && word[0].isolation == word[1].isolation)
		return NULL;
	if (e->search->wanted && !e->search->wanted(e->search->context, point, word))
		return NULL;
	if (!e->found)
		e->witness = *point;
	e->found = true;
	bool fresh;
	uint32_t number = wc_intern(&e->nodes, word, sizeof(word), &fresh);
	make_room(e, &e->node, &e->node_room, number);
	if (fresh) {
		struct wc_diagram *leaf = wc_alloc(e->arena, sizeof(*leaf));
		*leaf = (struct wc_diagram){.place = e->world->axis_count, .verdict = {word[0], word[1]}};
		e->node[number] = leaf;
	}
	return e->node[number];
}

/* What some rule that waits asks, and what that follows from. */
static bool
asks(const struct explorer *e, const struct position *at, enum wc_axis_id id)
{
	size_t place = e->world->at[id];
	return wc_axis_set_has(wc_key_at(e->keys, at->key[0])->asked, place) || wc_axis_set_has(wc_key_at(e->keys, at->key[1])->asked, place);
}

/* Does a rule ask what follows from the very value of this axis? */
static bool
is_ordered(const struct explorer *e, const struct position *at, enum wc_axis_id id)
{
	switch (id) {
	case WC_AXIS_TODAY:
		return asks(e, at, WC_AXIS_HOST_SUPPORT) || asks(e, at, WC_AXIS_IMAGE_SUPPORT);
	case WC_AXIS_HOST_PRODUCT:
		return asks(e, at, WC_AXIS_HOST_SUPPORT);
	case WC_AXIS_HOST_BUILD:
	case WC_AXIS_IMAGE_BUILD:
		return asks(e, at, WC_AXIS_BUILDS) || asks(e, at, WC_AXIS_HOST_SUPPORT) || asks(e, at, WC_AXIS_IMAGE_SUPPORT) || e->world->axes[e->world->at[WC_AXIS_HOST_ENGINE]].asked;
	case WC_AXIS_HOST_REVISION:
	case WC_AXIS_IMAGE_REVISION:
		return asks(e, at, WC_AXIS_REVISIONS);
	default:
		return false;
	}
}

static bool
is_asked(const struct explorer *e, const struct position *at, size_t place)
{
	bool waits = wc_axis_set_has(wc_key_at(e->keys, at->key[0])->asked, place) || wc_axis_set_has(wc_key_at(e->keys, at->key[1])->asked, place);
	return waits || is_ordered(e, at, e->world->axes[place].id);
}

/*
 * What the data say here of both modes, whatever Hyper-V, default mode and request will be: these are asked last, and depend on nothing
 * else. The decision under no rules says of a status whether anything but the status stands in its way.
 */
static uint32_t
basis_of(struct explorer *e, const struct wc_point *point)
{
	struct {
		uint8_t status[WC_YES + 1][WC_MODES], decision[WC_YES + 1][WC_MODES], default_mode;
	} basis;
	const struct wc_site_sum nothing = {.accept = WC_RELAXED};
	struct wc_world_facts f;
	struct wc_verdict v;
	memset(&basis, 0, sizeof(basis));
	wc_basis_facts(e->world, point, &f);
	for (unsigned hyperv = 0; hyperv <= WC_YES; hyperv++) {
		for (unsigned i = 0; i < WC_MODES; i++) {
			f.host.hyperv = (uint8_t)hyperv;
			f.request.isolation = i ? WC_ISOLATION_HYPERV : WC_ISOLATION_PROCESS;
			wc_decide_without_remedies(e->world->view, &f.host, &f.image, &f.request, &nothing, &v);
			basis.status[hyperv][i] = v.modes[i].status;
			basis.decision[hyperv][i] = v.decision;
			basis.default_mode = v.default_mode;
		}
	}
	return 1 + wc_intern(&e->bases, &basis, sizeof(basis), NULL);
}

/* The state in which the search stands: place, keys, and what was chosen of the axes that data look at, or what the data make of it. */
static uint32_t
state_of(struct explorer *e, const struct position *at, const struct wc_point *point, bool *ret_fresh)
{
	struct {
		uint32_t place, key[WC_SIDES], basis;
		int16_t atom[WC_MOST_WORLD_AXES];
	} state = {(uint32_t)at->place, {at->key[0], at->key[1]}, at->basis, {0}};
	size_t n = 0;
	for (size_t i = at->basis ? e->world->at[WC_AXIS_HOST_HYPERV] : 0; i < at->place; i++)
		if (wc_axes[e->world->axes[i].id].kind != WC_AXIS_TEXTS)
			state.atom[n++] = point->atom[i];
	return wc_intern(&e->states, &state, offsetof(__typeof__(state), atom) + n * sizeof(state.atom[0]), ret_fresh);
}

static const struct wc_diagram *explore(struct explorer *e, struct position at, struct wc_point *point);

/* Room for the parts of both sides' keys behind a place: what all atoms share, and what is made of it. */
static struct wc_key_parts *
parts_at(struct explorer *e, size_t place, unsigned side)
{
	size_t words = e->world->words;
	if (!e->parts[place]) {
		wc_bits *bits = wc_array(e->arena, wc_bits, 4 * WC_SIDES * words);
		e->parts[place] = wc_array(e->arena, struct wc_key_parts, 2 * WC_SIDES);
		for (size_t i = 0; i < 2 * WC_SIDES; i++)
			e->parts[place][i] = (struct wc_key_parts){bits + 2 * i * words, bits + (2 * i + 1) * words};
	}
	return &e->parts[place][2 * side];
}

/* The position behind an atom of the axis at `at->place`. */
static struct position
behind(struct explorer *e, const struct position *at, size_t atom, bool asked)
{
	const struct wc_world *w = e->world;
	const struct wc_world_axis *axis = &w->axes[at->place];
	struct position next = *at;
	next.place++;
	if (!asked)
		return next; /* no rule asks it: the keys stay */
	wc_bits *sure = e->sets + at->place * 2 * w->words, *may = sure + w->words;
	for (size_t i = 0; i < w->words; i++) {
		sure[i] = at->sure[i] & axis->sure[atom * w->words + i];
		may[i] = at->may[i] & axis->may[atom * w->words + i];
	}
	next.sure = sure;
	next.may = may;
	if (!wc_keys_differ(e->keys, may)) {
		next.key[0] = next.key[1] = 0;
		return next;
	}
	const uint32_t *same = e->behind[at->place] + WC_SIDES * axis->like[atom]; /* the keys behind an atom that leaves the same arms */
	if (same[0] != same[1]) {
		next.key[0] = same[0];
		next.key[1] = same[1];
		return next;
	}
	for (unsigned s = 0; s < WC_SIDES; s++)
		next.key[s] = wc_key_of(e->keys, s, next.place, parts_at(e, at->place, s), sure, may, axis->asking, axis->leaves[atom]);
	return next;
}

static struct group *
find_group(struct group *groups, size_t count, uint64_t number, const struct position *next)
{
	for (size_t i = 0; i < count; i++)
		if (groups[i].number == number && groups[i].key[0] == next->key[0] && groups[i].key[1] == next->key[1])
			return &groups[i];
	return NULL;
}

/* Groups that lead to one place become one; returns how many are left. Atoms stay in the order in which they were met. */
static size_t
join_groups(struct group *groups, size_t count)
{
	size_t kept = 0;
	for (size_t i = 0; i < count; i++) {
		size_t k = 0;
		while (k < kept && groups[k].to != groups[i].to)
			k++;
		if (k < kept) {
			memcpy(groups[k].atoms + groups[k].count, groups[i].atoms, groups[i].count * sizeof(*groups[i].atoms));
			groups[k].count += groups[i].count;
			continue;
		}
		struct group moved = groups[i];
		groups[i] = groups[kept]; /* its atoms' room stays in use */
		groups[kept++] = moved;
	}
	return kept;
}

/* The number of a node: nodes that ask and lead alike have one. */
static uint32_t
number_node(struct explorer *e, size_t place, const struct group *groups, size_t count, bool *ret_fresh)
{
	e->bytes.length = 0;
	wc_text_add(&e->bytes, (const char *)&place, sizeof(place));
	for (size_t i = 0; i < count; i++) {
		wc_text_add(&e->bytes, (const char *)&groups[i].to, sizeof(groups[i].to));
		wc_text_add(&e->bytes, (const char *)&groups[i].count, sizeof(groups[i].count));
		wc_text_add(&e->bytes, (const char *)groups[i].atoms, groups[i].count * sizeof(*groups[i].atoms));
	}
	return wc_intern(&e->nodes, e->bytes.bytes, e->bytes.length, ret_fresh);
}

static struct wc_diagram *
make_node(struct explorer *e, size_t place, const struct group *groups, size_t count)
{
	struct wc_branch *branches = wc_array(e->arena, struct wc_branch, count);
	struct wc_diagram *node = wc_alloc(e->arena, sizeof(*node));
	for (size_t i = 0; i < count; i++) {
		uint16_t *atoms = wc_array(e->arena, uint16_t, groups[i].count);
		memcpy(atoms, groups[i].atoms, groups[i].count * sizeof(*atoms));
		branches[i] = (struct wc_branch){atoms, groups[i].count, groups[i].to};
	}
	*node = (struct wc_diagram){.place = place, .branches = branches, .branch_count = count};
	return node;
}

/* The node of these groups; where all lead to one place, that place. */
static const struct wc_diagram *
node_of(struct explorer *e, size_t place, struct group *groups, size_t count)
{
	bool fresh;
	count = join_groups(groups, count);
	if (count <= 1)
		return count ? groups[0].to : NULL;
	uint32_t number = number_node(e, place, groups, count, &fresh);
	make_room(e, &e->node, &e->node_room, number);
	if (fresh)
		e->node[number] = make_node(e, place, groups, count);
	return e->node[number];
}

/* Room for the groups of a place: as many as its axis has atoms, each with room for all of them. */
static struct group *
groups_at(struct explorer *e, size_t place)
{
	size_t atoms = e->world->axes[place].atom_count;
	if (e->groups[place])
		return e->groups[place];
	struct group *groups = e->groups[place] = wc_array(e->arena, struct group, atoms);
	for (size_t i = 0; i < atoms; i++)
		groups[i].atoms = wc_array(e->arena, uint16_t, atoms);
	return groups;
}

static const struct wc_diagram *
branch(struct explorer *e, const struct position *at, struct wc_point *point)
{
	const struct wc_world_axis *axis = &e->world->axes[at->place];
	bool asked = is_asked(e, at, at->place), ordered = is_ordered(e, at, axis->id);
	struct group *groups = groups_at(e, at->place);
	size_t count = 0;
	if (asked && !e->behind[at->place])
		e->behind[at->place] = wc_array(e->arena, uint32_t, WC_SIDES * axis->atom_count);
	if (asked)
		memset(e->behind[at->place], 0, WC_SIDES * axis->atom_count * sizeof(uint32_t));
	for (unsigned s = 0; asked && s < WC_SIDES; s++)
		wc_key_parts(e->keys, s, at->place + 1, at->sure, at->may, axis->asking, parts_at(e, at->place, s));
	for (size_t a = 0; a < axis->atom_count; a++) {
		if (!wc_basis_allows(e->world, point, at->place, a))
			continue;
		struct position next = behind(e, at, a, asked);
		if (asked && axis->like[a] == a)
			memcpy(e->behind[at->place] + WC_SIDES * a, next.key, sizeof(next.key));
		bool settled = next.key[0] == next.key[1]; /* both come to the same: no matter what the data say */
		bool plain = e->world->about == WC_ABOUT_HOLDING && !ordered;
		uint64_t number = settled || plain ? 0 : wc_basis_number(e->world, point, at->place, a, ordered);
		if (settled)
			next.key[0] = next.key[1] = 0;
		struct group *group = find_group(groups, count, number, &next);
		if (!group) {
			group = &groups[count++];
			*group = (struct group){.number = number, .key = {next.key[0], next.key[1]}, .atoms = group->atoms};
			point->atom[at->place] = (int16_t)a;
			group->to = explore(e, next, point);
			point->atom[at->place] = WC_NOT_CHOSEN;
			if (e->found && e->search->first_only)
				return NULL;
		}
		group->atoms[group->count++] = (uint16_t)a;
	}
	return node_of(e, at->place, groups, count);
}

static const struct wc_diagram *
explore(struct explorer *e, struct position at, struct wc_point *point)
{
	const struct wc_world *w = e->world;
	bool fresh;
	if (at.key[0] == at.key[1])
		return NULL; /* both come to the same, whatever follows */
	while (at.place < w->axis_count && !is_asked(e, &at, at.place) && (w->about == WC_ABOUT_HOLDING || !wc_basis_looks_at(w, point, at.place)))
		at.place++;
	if (at.place == w->axis_count)
		return difference(e, point, at.key);
	if (at.basis == 0 && at.place >= w->at[WC_AXIS_HOST_HYPERV] && w->about == WC_ABOUT_DECISIONS)
		at.basis = basis_of(e, point);
	uint32_t state = state_of(e, &at, point, &fresh);
	make_room(e, &e->known, &e->room, state);
	if (!fresh)
		return e->known[state];
	const struct wc_diagram *found = branch(e, &at, point);
	e->known[state] = found;
	return found;
}

const struct wc_diagram *
wc_explore(wc_arena *arena, const struct wc_world *world, const struct wc_search *search, bool *ret_found, struct wc_point *ret_witness)
{
	struct explorer e = {.arena = arena, .world = world, .search = search, .states = {.arena = arena}, .bases = {.arena = arena}, .nodes = {.arena = arena}};
	struct position at = {.sure = world->every, .may = world->every};
	struct wc_point point;
	for (size_t i = 0; i < WC_MOST_WORLD_AXES; i++)
		point.atom[i] = WC_NOT_CHOSEN;
	e.keys = wc_keys_make(arena, world);
	e.groups = wc_array(arena, struct group *, world->axis_count + 1);
	e.parts = wc_array(arena, struct wc_key_parts *, world->axis_count + 1);
	e.behind = wc_array(arena, uint32_t *, world->axis_count + 1);
	e.bytes.arena = arena;
	e.sets = wc_array(arena, wc_bits, (world->axis_count + 1) * 2 * world->words);
	wc_bits *nothing = wc_array(arena, wc_bits, world->words);
	for (unsigned s = 0; s < WC_SIDES; s++) {
		wc_key_parts(e.keys, s, 0, world->every, world->every, nothing, parts_at(&e, world->axis_count, s));
		at.key[s] = wc_key_of(e.keys, s, 0, parts_at(&e, world->axis_count, s), world->every, world->every, nothing, (struct wc_arm_numbers){NULL, 0});
	}
	const struct wc_diagram *all = explore(&e, at, &point);
	*ret_found = e.found;
	*ret_witness = e.witness;
	return all;
}
