/* Keys: arms reduced to effect and rest, without what no longer matters. */
#include "policy/site/key.h"

#include "base/text.h"
#include "base/intern.h"

#include <stdlib.h>
#include <string.h>

/* The effects on which a decision depends, as far as they differ. */
enum { HEADER = 2 };

enum code { REFUSE, FORBID_PROCESS, FORBID_HYPERV, PREFER_PROCESS, PREFER_HYPERV, ACCEPT_SUPPORTED, ACCEPT_RELAXED, ACCEPT_UNKNOWN, CODES };

/* An element of a key: what an arm does, whether it holds for sure so far, and the number of what it still asks (0: nothing). */
#define ELEMENT(code, sure, rest) ((uint64_t)(rest) << 8 | (uint64_t)(code) << 1 | (sure))
#define CODE_OF(e) ((enum code)((e) >> 1 & 0x7f))
#define SURE(e) ((e)&1)
#define REST_OF(e) ((e) >> 8)

/* The different elements of one place, ascending (as if they held), which of them each arm is, and sets of them. */
struct elements {
	const uint64_t *item;
	size_t count, words;
	const uint32_t *of_arm;
	const wc_bits *settled;          /* those that ask nothing more */
	const wc_bits *waiting[CODES];   /* the others, by what they do */
};

struct wc_keys {
	wc_arena *arena;
	const struct wc_world *world;
	const uint32_t *rest; /* arm × (axis_count + 1): the number of what it asks from that axis on */
	struct wc_axis_set *rest_asks; /* by that number */
	uint8_t *code;          /* by arm */
	struct elements *at;    /* by place */
	uint32_t *same;         /* by place: the first one with the same elements */
	wc_bits *differing;     /* the arms like which the other side has none */
	struct wc_interned interned;
	struct wc_key *key; /* by number */
	uint32_t room;
	wc_bits *scratch; /* one key: a header, the elements that hold, those that may hold */
};

static enum code
code_of(const struct wc_site_rule *rule)
{
	switch (rule->effect) {
	case WC_EFFECT_REQUIRE: return rule->mode == WC_HYPERV ? FORBID_PROCESS : FORBID_HYPERV;
	case WC_EFFECT_PREFER: return rule->mode == WC_PROCESS ? PREFER_PROCESS : PREFER_HYPERV;
	case WC_EFFECT_ACCEPT: return rule->accept == WC_SUPPORTED ? ACCEPT_SUPPORTED : rule->accept == WC_RELAXED ? ACCEPT_RELAXED : ACCEPT_UNKNOWN;
	default: return REFUSE;
	}
}

/* What an arm asks of one axis of the world, as text: equal texts are equal questions, in both policies. */
static const char *
limit_text(wc_arena *arena, const struct wc_site_axis *axis, const struct wc_site_limit *limit, bool doubts)
{
	struct wc_text text = {.arena = arena};
	wc_text_printf(&text, "%u%c", axis->id, doubts ? '?' : '!');
	for (size_t i = 0; i < limit->spans.count; i++)
		wc_text_printf(&text, " %lld-%lld", (long long)limit->spans.span[i].low, (long long)limit->spans.span[i].high);
	for (size_t i = 0; i < limit->wanted_count; i++)
		wc_text_printf(&text, "%c%s\n", limit->wanted[i].holds ? '+' : '-', axis->tests[limit->wanted[i].test].name);
	return wc_text_string(&text);
}

static bool
doubts(const struct wc_site_axis *axis, size_t arm)
{
	return axis->doubtful[arm / WC_BITS] >> arm % WC_BITS & 1;
}

/* The questions of one arm, by axis of the world: several of one site stand on the axis of the reference. NULL: it does not ask. */
static void
list_questions(wc_arena *arena, const struct wc_world *w, size_t i, const char **questions)
{
	unsigned side;
	const struct wc_arm *arm = wc_world_arm(w, i, &side);
	memset(questions, 0, w->axis_count * sizeof(*questions));
	for (unsigned k = 0; k < arm->limit_count; k++) {
		const struct wc_site_axis *axis = &w->side[side].site->axes[arm->limits[k].axis];
		const char **at = &questions[wc_world_place(w, axis)];
		const char *text = limit_text(arena, axis, &arm->limits[k], doubts(axis, i - w->first[side]));
		*at = *at ? wc_printf(arena, "%s|%s", *at, text) : text;
	}
}

/* Numbers what every arm asks from each axis on, from the last one backwards; number 0 asks nothing. */
static void
number_rests(struct wc_keys *k)
{
	const struct wc_world *w = k->world;
	struct wc_interned texts = {.arena = k->arena};
	uint32_t *rest = wc_array(k->arena, uint32_t, w->arm_count * (w->axis_count + 1) + 1);
	const char **questions = wc_array(k->arena, const char *, w->axis_count + 1);
	struct wc_text text = {.arena = k->arena};
	size_t most = w->arm_count * 8 + 2;
	k->rest_asks = wc_array(k->arena, struct wc_axis_set, most);
	wc_intern(&texts, "", 0, NULL);
	for (size_t i = 0; i < w->arm_count; i++) {
		uint32_t *own = rest + i * (w->axis_count + 1);
		list_questions(k->arena, w, i, questions);
		for (size_t a = w->axis_count; a-- > 0;) {
			own[a] = own[a + 1];
			if (!questions[a])
				continue;
			text.length = 0;
			wc_text_printf(&text, "%zu:%u:%s", a, own[a + 1], questions[a]);
			own[a] = wc_intern(&texts, text.bytes, text.length, NULL);
			if (own[a] >= most) {
				struct wc_axis_set *more = wc_array(k->arena, struct wc_axis_set, most * 2);
				memcpy(more, k->rest_asks, most * sizeof(*more));
				k->rest_asks = more;
				most *= 2;
			}
			k->rest_asks[own[a]] = k->rest_asks[own[a + 1]];
			k->rest_asks[own[a]].half[a / 64] |= UINT64_C(1) << a % 64;
		}
	}
	k->rest = rest;
}

static int
by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return (x > y) - (x < y);
}

static size_t
find_element(const uint64_t *items, size_t count, uint64_t item)
{
	size_t low = 0;
	while (count > 1) {
		size_t half = count / 2;
		if (items[low + half] <= item) {
			low += half;
			count -= half;
		} else {
			count = half;
		}
	}
	return items[low] == item ? low : SIZE_MAX;
}

static void
number_elements(struct wc_keys *k, size_t place)
{
	const struct wc_world *w = k->world;
	uint64_t *item = wc_array(k->arena, uint64_t, w->arm_count + 1);
	uint32_t *of_arm = wc_array(k->arena, uint32_t, w->arm_count + 1);
	size_t count = 0;
	for (size_t i = 0; i < w->arm_count; i++)
		item[i] = ELEMENT(k->code[i], 1, k->rest[i * (w->axis_count + 1) + place]);
	qsort(item, w->arm_count, sizeof(*item), by_number);
	for (size_t i = 0; i < w->arm_count; i++)
		if (i == 0 || item[i] != item[count - 1])
			item[count++] = item[i];
	for (size_t i = 0; i < w->arm_count; i++)
		of_arm[i] = (uint32_t)find_element(item, count, ELEMENT(k->code[i], 1, k->rest[i * (w->axis_count + 1) + place]));
	struct elements *e = &k->at[place];
	*e = (struct elements){.item = item, .count = count, .words = count / WC_BITS + 1, .of_arm = of_arm};
	wc_bits *sets = wc_array(k->arena, wc_bits, (CODES + 1) * e->words);
	for (size_t i = 0; i < count; i++)
		sets[(REST_OF(item[i]) ? CODE_OF(item[i]) : CODES) * e->words + i / WC_BITS] |= (wc_bits)1 << i % WC_BITS;
	for (size_t c = 0; c < CODES; c++)
		e->waiting[c] = sets + c * e->words;
	e->settled = sets + CODES * e->words;
}

/* An arm like which the other side has one changes nothing: each comes to the same. */
static void
find_differing(struct wc_keys *k)
{
	const struct wc_world *w = k->world;
	uint8_t *sides = wc_array(k->arena, uint8_t, k->at[0].count + 1);
	for (size_t i = 0; i < w->arm_count; i++)
		if (w->every[i / WC_BITS] >> i % WC_BITS & 1)
			sides[k->at[0].of_arm[i]] |= i >= w->first[WC_NEW] ? 2 : 1;
	k->differing = wc_array(k->arena, wc_bits, w->words);
	for (size_t i = 0; i < w->arm_count; i++)
		if (sides[k->at[0].of_arm[i]] != 3)
			k->differing[i / WC_BITS] |= (wc_bits)1 << i % WC_BITS;
}

struct wc_keys *
wc_keys_make(wc_arena *arena, const struct wc_world *world)
{
	struct wc_keys *k = wc_alloc(arena, sizeof(*k));
	*k = (struct wc_keys){.arena = arena, .world = world, .interned = {.arena = arena}};
	k->code = wc_array(arena, uint8_t, world->arm_count + 1);
	for (size_t i = 0; i < world->arm_count; i++) {
		unsigned side;
		const struct wc_arm *arm = wc_world_arm(world, i, &side);
		k->code[i] = (uint8_t)(world->about == WC_ABOUT_HOLDING ? REFUSE : code_of(&world->side[side].site->rules[arm->rule]));
	}
	number_rests(k);
	k->at = wc_array(arena, struct elements, world->axis_count + 1);
	k->same = wc_array(arena, uint32_t, world->axis_count + 1);
	for (size_t place = 0; place <= world->axis_count; place++) {
		bool same = place && !world->axes[place - 1].asked; /* no arm asks that axis: what is open stays */
		k->same[place] = same ? k->same[place - 1] : (uint32_t)place;
		if (same)
			k->at[place] = k->at[place - 1];
		else
			number_elements(k, place);
	}
	find_differing(k);
	k->scratch = wc_array(arena, wc_bits, HEADER + 2 * world->words + 2);
	return k;
}

bool
wc_keys_differ(const struct wc_keys *k, const wc_bits *may)
{
	for (size_t i = 0; i < k->world->words; i++)
		if (may[i] & k->differing[i])
			return true;
	return false;
}

static unsigned
forbidden_by(enum code code)
{
	return code == REFUSE ? 3 : code == FORBID_PROCESS ? 1 : code == FORBID_HYPERV ? 2 : 0;
}

/* Adds what a settled element comes to. */
static void
settle(struct wc_site_sum *sum, uint64_t element, uint8_t *accepted)
{
	unsigned modes = forbidden_by(CODE_OF(element));
	if (!SURE(element) && CODE_OF(element) != ACCEPT_RELAXED) { /* that one says the same where it only may hold: what is unknown stays so */
		sum->doubts |= (uint8_t)modes;
		sum->accept_doubt |= CODE_OF(element) == ACCEPT_SUPPORTED;
		return;
	}
	sum->forbids |= (uint8_t)modes;
	sum->prefer |= CODE_OF(element) == PREFER_PROCESS ? 1 : CODE_OF(element) == PREFER_HYPERV ? 2 : 0;
	unsigned level = CODE_OF(element) == ACCEPT_SUPPORTED ? WC_SUPPORTED : CODE_OF(element) == ACCEPT_RELAXED ? WC_RELAXED
	               : CODE_OF(element) == ACCEPT_UNKNOWN ? WC_STATUS_UNKNOWN : 0;
	*accepted = level > *accepted ? (uint8_t)level : *accepted;
}

/* May an element of that code still change something beside what is settled? */
static bool
matters(const struct wc_site_sum *sum, uint8_t accepted, enum code code)
{
	unsigned modes = forbidden_by(code);
	if (modes)
		return (modes & ~sum->forbids) != 0;
	if (code >= ACCEPT_SUPPORTED)
		return !(accepted == WC_SUPPORTED || (accepted == WC_RELAXED && code >= ACCEPT_RELAXED) || (accepted == WC_STATUS_UNKNOWN && code == ACCEPT_UNKNOWN));
	return !(sum->prefer & (code == PREFER_PROCESS ? 1 : 2));
}

static void
add_element(const struct elements *elements, size_t arm, bool holds, struct wc_key_parts *parts)
{
	uint32_t e = elements->of_arm[arm];
	*(holds ? &parts->held[e / WC_BITS] : &parts->possible[e / WC_BITS]) |= (wc_bits)1 << e % WC_BITS;
}

/* Where the arms of a side begin and end. */
static size_t
end_of(const struct wc_world *w, unsigned side)
{
	return side == WC_OLD ? w->first[WC_NEW] : w->arm_count;
}

/* The bits of a word of arms that are the side's own. */
static wc_bits
own_arms(size_t word, size_t first, size_t end)
{
	wc_bits own = ~(wc_bits)0;
	if (word == first / WC_BITS)
		own <<= first % WC_BITS;
	if (word == end / WC_BITS)
		own &= ((wc_bits)1 << end % WC_BITS) - 1;
	return own;
}

/* Adds the elements of arms, given as a word of bits. */
static void
add_elements(wc_bits *elements, const uint32_t *of_arm, wc_bits arms)
{
	for (; arms; arms &= arms - 1) {
		uint32_t e = of_arm[__builtin_ctzll(arms)];
		elements[e / WC_BITS] |= (wc_bits)1 << e % WC_BITS;
	}
}

/* The arms that are left, among those of `set` or, with `outside`, all others. */
static void
add_among(const struct wc_keys *k, unsigned side, const struct elements *e, const wc_bits *sure, const wc_bits *may, const wc_bits *set, bool outside,
          struct wc_key_parts *parts)
{
	size_t first = k->world->first[side], end = end_of(k->world, side);
	wc_bits flip = outside ? ~(wc_bits)0 : 0;
	for (size_t i = first / WC_BITS; i * WC_BITS < end; i++) {
		wc_bits left = may[i] & (set[i] ^ flip) & own_arms(i, first, end);
		add_elements(parts->held, e->of_arm + i * WC_BITS, left & sure[i]);
		add_elements(parts->possible, e->of_arm + i * WC_BITS, left & ~sure[i]);
	}
}

/* The same from a list, which is shorter where few arms ask for one text. */
static void
add_listed(const struct wc_keys *k, unsigned side, const struct elements *e, const wc_bits *sure, const wc_bits *may, struct wc_arm_numbers leaves,
           struct wc_key_parts *parts)
{
	for (size_t i = 0; i < leaves.count; i++) {
		uint32_t arm = leaves.item[i];
		if (arm >= k->world->first[side] && arm < end_of(k->world, side) && (may[arm / WC_BITS] >> arm % WC_BITS & 1))
			add_element(e, arm, sure[arm / WC_BITS] >> arm % WC_BITS & 1, parts);
	}
}

void
wc_key_parts(const struct wc_keys *k, unsigned side, size_t place, const wc_bits *sure, const wc_bits *may, const wc_bits *asking,
             struct wc_key_parts *parts)
{
	size_t words = k->at[place].words;
	memset(parts->held, 0, words * sizeof(*parts->held));
	memset(parts->possible, 0, words * sizeof(*parts->possible));
	add_among(k, side, &k->at[place], sure, may, asking, true, parts);
}

/* What the settled elements come to; of one that may hold and one that does, the second counts. */
static struct wc_site_sum
sum_up(const struct elements *e, const struct wc_key_parts *parts, uint8_t *ret_accepted)
{
	struct wc_site_sum sum = {.accept = WC_RELAXED};
	uint8_t accepted = 0;
	for (size_t i = 0; i < e->words; i++) {
		for (wc_bits left = (parts->held[i] | parts->possible[i]) & e->settled[i]; left; left &= left - 1) {
			uint64_t element = e->item[i * WC_BITS + (unsigned)__builtin_ctzll(left)];
			settle(&sum, parts->held[i] & (left & -left) ? element : element & ~UINT64_C(1), &accepted);
		}
	}
	sum.doubts &= (uint8_t)~sum.forbids;
	sum.accept = accepted ? accepted : WC_RELAXED;
	sum.accept_doubt &= accepted != WC_SUPPORTED;
	if (sum.prefer == 3)
		sum.prefer = 0; /* both is neither */
	if (sum.forbids == 3)
		sum = (struct wc_site_sum){.forbids = 3, .accept = WC_RELAXED};
	*ret_accepted = accepted;
	return sum;
}

/* Leaves of the elements those that wait and can still change something; returns whether there are any. */
static bool
keep_waiting(const struct elements *e, const struct wc_site_sum *sum, uint8_t accepted, const struct wc_key_parts *parts, wc_bits *held, wc_bits *possible)
{
	wc_bits any = 0;
	memset(held, 0, e->words * sizeof(*held));
	memset(possible, 0, e->words * sizeof(*possible));
	for (unsigned c = 0; c < CODES && sum->forbids != 3; c++) {
		for (size_t i = 0; matters(sum, accepted, c) && i < e->words; i++) {
			held[i] |= parts->held[i] & e->waiting[c][i];
			possible[i] |= parts->possible[i] & ~parts->held[i] & e->waiting[c][i];
			any |= held[i] | possible[i];
		}
	}
	return any != 0;
}

static void
remember(struct wc_keys *k, uint32_t number, const struct wc_site_sum *sum, const struct elements *e, const wc_bits *held, const wc_bits *possible)
{
	if (number >= k->room) {
		uint32_t room = k->room ? k->room * 2 : 256;
		struct wc_key *more = wc_array(k->arena, struct wc_key, room);
		if (k->room)
			memcpy(more, k->key, k->room * sizeof(*more));
		k->key = more;
		k->room = room;
	}
	struct wc_key *key = &k->key[number];
	*key = (struct wc_key){.sum = *sum};
	for (size_t i = 0; i < e->words; i++) {
		for (wc_bits left = held[i] | possible[i]; left; left &= left - 1) {
			struct wc_axis_set asked = k->rest_asks[REST_OF(e->item[i * WC_BITS + (unsigned)__builtin_ctzll(left)])];
			key->asked.half[0] |= asked.half[0];
			key->asked.half[1] |= asked.half[1];
		}
	}
}

uint32_t
wc_key_of(struct wc_keys *k, unsigned side, size_t place, const struct wc_key_parts parts[2], const wc_bits *sure, const wc_bits *may,
          const wc_bits *asking, struct wc_arm_numbers leaves)
{
	const struct elements *e = &k->at[place];
	wc_bits *header = k->scratch, *held = header + HEADER, *possible = held + e->words;
	struct wc_key_parts all = {parts[1].held, parts[1].possible};
	uint8_t accepted;
	memcpy(all.held, parts[0].held, e->words * sizeof(*all.held));
	memcpy(all.possible, parts[0].possible, e->words * sizeof(*all.possible));
	if (leaves.count < k->world->words)
		add_listed(k, side, e, sure, may, leaves, &all);
	else
		add_among(k, side, e, sure, may, asking, false, &all);
	struct wc_site_sum sum = sum_up(e, &all, &accepted);
	bool waits = keep_waiting(e, &sum, accepted, &all, held, possible);
	/* Whether anything was said of what is accepted matters while something waits. Where nothing does, the place is no matter. */
	header[0] = (wc_bits)sum.forbids | (wc_bits)sum.doubts << 8 | (wc_bits)sum.accept << 16 | (wc_bits)sum.accept_doubt << 24 |
	            (wc_bits)sum.prefer << 32 | (wc_bits)(waits && accepted) << 40;
	header[1] = waits ? 1 + k->same[place] : 0;
	bool fresh;
	uint32_t number = wc_intern(&k->interned, header, (HEADER + (waits ? 2 * e->words : 0)) * sizeof(*header), &fresh);
	if (fresh)
		remember(k, number, &sum, e, held, possible);
	return number;
}

const struct wc_key *
wc_key_at(const struct wc_keys *k, uint32_t number)
{
	return &k->key[number];
}
