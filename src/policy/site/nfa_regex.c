/* Automata of regular expressions: the part of PCRE2's syntax that describes a regular language. */
#include "policy/site/nfa.h"

#include <string.h>

enum { MOST_STATES = 50000, MOST_REPEATS = 1000, MOST_DEPTH = 100 };

struct parser {
	struct wc_nfa *nfa;
	const char *at;
	bool any_case;
	unsigned depth;
	const char *why; /* what cannot be compared, or NULL */
};

/* A piece: where it begins, and the states whose `next` (or `other`) is still open, chained through that very field. */
struct piece {
	uint32_t start;
	uint32_t open; /* 2 × state + (0: next, 1: other); WC_NFA_NONE: none */
};

static struct piece alternatives(struct parser *p);

static uint32_t *
open_field(struct parser *p, uint32_t open)
{
	struct wc_nfa_state *s = &p->nfa->state[open / 2];
	return open % 2 ? &s->other : &s->next;
}

/* Closes every open end of the piece with `to`. */
static void
close_ends(struct parser *p, uint32_t open, uint32_t to)
{
	while (open != WC_NFA_NONE) {
		uint32_t *field = open_field(p, open), next = *field;
		*field = to;
		open = next;
	}
}

static uint32_t
join(struct parser *p, uint32_t a, uint32_t b)
{
	uint32_t last = a;
	if (a == WC_NFA_NONE)
		return b;
	while (*open_field(p, last) != WC_NFA_NONE)
		last = *open_field(p, last);
	*open_field(p, last) = b;
	return a;
}

static struct piece
single(struct parser *p, enum wc_nfa_kind kind, struct wc_bytes bytes)
{
	if (p->nfa->count > MOST_STATES)
		p->why = "too many repeats";
	uint32_t s = wc_nfa_add(p->nfa, (struct wc_nfa_state){.kind = (uint8_t)kind, .next = WC_NFA_NONE, .other = WC_NFA_NONE, .bytes = bytes});
	return (struct piece){s, 2 * s};
}

/* A fork that goes nowhere else: an empty piece. */
static struct piece
empty(struct parser *p)
{
	struct piece e = single(p, WC_NFA_FORK, (struct wc_bytes){{0}});
	p->nfa->state[e.start].other = e.start; /* itself: nothing is added by it */
	return e;
}

static struct piece
chain(struct parser *p, struct piece a, struct piece b)
{
	close_ends(p, a.open, b.start);
	return (struct piece){a.start, b.open};
}

static void
add_range(struct wc_bytes *bytes, unsigned low, unsigned high)
{
	for (unsigned c = low; c <= high; c++)
		bytes->quarter[c / 64] |= UINT64_C(1) << c % 64;
}

static void
fold(struct parser *p, struct wc_bytes *bytes)
{
	for (unsigned c = 'a'; p->any_case && c <= 'z'; c++) {
		if (wc_bytes_have(bytes, (unsigned char)c))
			add_range(bytes, c - 32, c - 32);
		else if (wc_bytes_have(bytes, (unsigned char)(c - 32)))
			add_range(bytes, c, c);
	}
}

static void
negate(struct wc_bytes *bytes)
{
	for (unsigned i = 0; i < 4; i++)
		bytes->quarter[i] = ~bytes->quarter[i];
}

/* \d, \w, \s and their opposites; false where it is none of them. */
static bool
add_kind(char kind, struct wc_bytes *bytes)
{
	struct wc_bytes own = {{0}};
	switch (kind | 32) {
	case 'd': add_range(&own, '0', '9'); break;
	case 'w':
		add_range(&own, '0', '9');
		add_range(&own, 'A', 'Z');
		add_range(&own, 'a', 'z');
		add_range(&own, '_', '_');
		break;
	case 's':
		add_range(&own, 9, 13);
		add_range(&own, ' ', ' ');
		break;
	default: return false;
	}
	if (kind < 'a')
		negate(&own);
	for (unsigned i = 0; i < 4; i++)
		bytes->quarter[i] |= own.quarter[i];
	return true;
}

/* The byte of an escape that stands for one; 0 and `why` where it does not. */
static unsigned char
escaped(struct parser *p, char c)
{
	static const char plain[] = "nrtfe", bytes[] = "\n\r\t\f\033";
	const char *found = c ? strchr(plain, c) : NULL;
	if (found)
		return (unsigned char)bytes[found - plain];
	if (c == '\0' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
		p->why = "an escape that depends on more than a character";
		return 0;
	}
	return (unsigned char)c;
}

/* One end of a range inside brackets. */
static unsigned char
bracket_byte(struct parser *p)
{
	char c = *p->at++;
	if (c == '\\')
		return escaped(p, *p->at ? *p->at++ : '\0');
	return (unsigned char)c;
}

static struct piece
bracket(struct parser *p)
{
	struct wc_bytes bytes = {{0}};
	bool opposite = *p->at == '^', first = true;
	p->at += opposite;
	for (; *p->at && (*p->at != ']' || first) && !p->why; first = false) {
		if (p->at[0] == '[' && (p->at[1] == ':' || p->at[1] == '.' || p->at[1] == '=')) {
			p->why = "a named class of characters";
			break;
		}
		if (p->at[0] == '\\' && add_kind(p->at[1], &bytes)) {
			p->at += 2;
			continue;
		}
		unsigned low = bracket_byte(p), high = low;
		if (p->at[0] == '-' && p->at[1] && p->at[1] != ']') {
			p->at++;
			high = bracket_byte(p);
		}
		if (low > 127 || high > 127)
			p->why = "a class with characters beyond ASCII";
		add_range(&bytes, low, high);
	}
	p->at += *p->at == ']';
	fold(p, &bytes);
	if (opposite)
		negate(&bytes);
	return single(p, WC_NFA_STEP, bytes);
}

static struct piece
group(struct parser *p)
{
	if (*p->at == '*')
		p->why = "a verb";
	if (*p->at == '?') {
		bool named = (p->at[1] == '<' && p->at[2] != '=' && p->at[2] != '!') || p->at[1] == 'P' || p->at[1] == '\'';
		if (p->at[1] == ':')
			p->at += 2;
		else if (named)
			p->at += strcspn(p->at + 2, ">')") + 3;
		else
			p->why = "look-around or a setting inside";
	}
	if (p->why || ++p->depth > MOST_DEPTH) {
		p->why = p->why ? p->why : "groups that stand too deep in one another";
		return empty(p);
	}
	struct piece inner = alternatives(p);
	p->depth--;
	p->at += *p->at == ')';
	return inner;
}

static struct piece
literal(struct parser *p, unsigned char c)
{
	struct wc_bytes bytes = {{0}};
	add_range(&bytes, c, c);
	fold(p, &bytes);
	return single(p, WC_NFA_STEP, bytes);
}

static struct piece
escape(struct parser *p)
{
	struct wc_bytes bytes = {{0}};
	char c = *p->at ? *p->at++ : '\0';
	if (c == 'A')
		return single(p, WC_NFA_START, bytes);
	if (c == 'z' || c == 'Z')
		return single(p, WC_NFA_END, bytes);
	if (c && add_kind(c, &bytes))
		return single(p, WC_NFA_STEP, bytes);
	return literal(p, escaped(p, c));
}

static struct piece
atom(struct parser *p)
{
	struct wc_bytes line = {{0}};
	char c = *p->at++;
	switch (c) {
	case '(': return group(p);
	case '[': return bracket(p);
	case '\\': return escape(p);
	case '^': return single(p, WC_NFA_START, line);
	case '$': return single(p, WC_NFA_END, line);
	case '.':
		add_range(&line, '\n', '\n');
		negate(&line);
		return single(p, WC_NFA_STEP, line);
	default: return literal(p, (unsigned char)c);
	}
}

/* Reads a quantifier; false where there is none. `most` -1: without end. */
static bool
quantifier(struct parser *p, int *least, int *most)
{
	const char *at = p->at;
	*least = *at == '+';
	*most = *at == '?' ? 1 : -1;
	if (*at == '*' || *at == '+' || *at == '?') {
		p->at++;
	} else if (*at == '{' && at[1] >= '0' && at[1] <= '9') {
		int n = 0, m = 0;
		for (at++; *at >= '0' && *at <= '9' && n <= MOST_REPEATS; at++)
			n = n * 10 + (*at - '0');
		*least = *most = n;
		if (*at == ',') {
			bool open = *++at == '}';
			for (; *at >= '0' && *at <= '9' && m <= MOST_REPEATS; at++)
				m = m * 10 + (*at - '0');
			*most = open ? -1 : m;
		}
		if (*at != '}')
			return false;
		p->at = at + 1;
		if (*least > MOST_REPEATS || *most > MOST_REPEATS)
			p->why = "too many repeats";
	} else {
		return false;
	}
	if (*p->at == '+')
		p->why = "a possessive repeat";
	p->at += *p->at == '?'; /* lazy: the same texts */
	return true;
}

/* The piece at `from` again, as often as the quantifier says: each time it is read anew. */
static struct piece
repeat(struct parser *p, const char *from, int least, int most)
{
	const char *behind = p->at;
	struct piece whole = empty(p);
	int times = most < 0 ? least + 1 : most;
	for (int i = 0; i < times && !p->why; i++) {
		p->at = from;
		struct piece once = atom(p);
		if (i < least) {
			whole = chain(p, whole, once);
			continue;
		}
		struct piece fork = single(p, WC_NFA_FORK, (struct wc_bytes){{0}});
		uint32_t pass = 2 * fork.start + 1;
		p->nfa->state[fork.start].next = once.start;
		if (most < 0) {
			close_ends(p, once.open, fork.start);
			close_ends(p, whole.open, fork.start);
			whole.open = pass;
		} else {
			close_ends(p, whole.open, fork.start);
			whole.open = join(p, once.open, pass);
		}
	}
	p->at = behind;
	return whole;
}

static struct piece
sequence(struct parser *p)
{
	struct piece whole = empty(p);
	while (*p->at && *p->at != '|' && *p->at != ')' && !p->why) {
		const char *from = p->at;
		int least, most;
		uint32_t before = p->nfa->count;
		struct piece one = atom(p);
		if (quantifier(p, &least, &most)) {
			p->nfa->count = before; /* it is read again, as often as it stands for */
			one = repeat(p, from, least, most);
		}
		whole = chain(p, whole, one);
	}
	return whole;
}

static struct piece
alternatives(struct parser *p)
{
	struct piece whole = sequence(p);
	while (*p->at == '|' && !p->why) {
		p->at++;
		struct piece fork = single(p, WC_NFA_FORK, (struct wc_bytes){{0}}), other = sequence(p);
		p->nfa->state[fork.start].next = whole.start;
		p->nfa->state[fork.start].other = other.start;
		whole = (struct piece){fork.start, join(p, whole.open, other.open)};
	}
	return whole;
}

uint32_t
wc_nfa_regex(struct wc_nfa *nfa, const char *pattern, uint32_t test, struct wc_err *err)
{
	struct parser p = {.nfa = nfa, .at = pattern};
	if (strncmp(pattern, "(?i)", 4) == 0) {
		p.any_case = true;
		p.at += 4;
	}
	/* Anything may stand before it, and behind it: a match ends the walk wherever it is. */
	uint32_t start = wc_nfa_add(nfa, (struct wc_nfa_state){.kind = WC_NFA_FORK});
	struct wc_nfa_state any = {.kind = WC_NFA_STEP, .next = start};
	add_range(&any.bytes, 1, 255);
	uint32_t skip = wc_nfa_add(nfa, any);
	struct piece whole = alternatives(&p);
	uint32_t match = wc_nfa_add(nfa, (struct wc_nfa_state){.kind = WC_NFA_MATCH, .test = test});
	close_ends(&p, whole.open, match);
	nfa->state[start].next = whole.start;
	nfa->state[start].other = skip;
	if (!p.why)
		return start;
	wc_fail(err, WC_FAULT_INPUT, "the pattern /%.200s/ uses %s, which cannot be compared exactly", pattern, p.why);
	wc_hint(err, "write it with characters, classes, groups, | and repeats, or as a glob");
	return WC_NFA_NONE;
}
