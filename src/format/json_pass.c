/* wc_json_pass: goes over a value that nobody wants, without a tree of it. It takes only what is plainly well-formed. */
#include "format/json_scan.h"

#include "base/utf8.h"

#include <string.h>

enum { MOST_KEYS = 256 };

/*
 * What is gone over. Keys of a map are told apart by their hashes: two that are alike are left to who reads them in earnest. Hashed is what
 * is written; no two ways of writing are let pass (neither \u nor \/), so that equal keys have equal hashes.
 */
struct pass {
	const char *at, *end;
	size_t depth, values, keys;
	uint32_t *key; /* MOST_KEYS at most, of all maps that are open, the innermost last */
};

static bool pass_value(struct pass *p);

/* Does `c` stand here, behind blanks? */
static bool
stands(struct pass *p, char c)
{
	while (p->at < p->end && *p->at == ' ')
		p->at++;
	return p->at < p->end && *p->at == c;
}

static bool
pass_string(struct pass *p)
{
	for (p->at++; p->at < p->end; p->at++) {
		p->at += wc_plain_length(p->at, (size_t)(p->end - p->at));
		if (p->at == p->end || *p->at == '"')
			break;
		if (*p->at == '\\' && p->end - p->at > 1 && p->at[1] && strchr("\"\\bfnrt", p->at[1]))
			p->at++;
		else if (*p->at != '#')
			return false;
	}
	return p->at < p->end && *p->at++ == '"';
}

static bool
pass_key(struct pass *p, size_t first)
{
	if (!stands(p, '"') || p->keys == MOST_KEYS)
		return false;
	const char *start = p->at + 1;
	if (!pass_string(p))
		return false;
	uint32_t hash = wc_build_key_hash(start, (size_t)(p->at - start) - 1);
	for (size_t i = first; i < p->keys; i++)
		if (p->key[i] == hash)
			return false;
	p->key[p->keys++] = hash;
	return stands(p, ':') && p->at++;
}

/* A list or map from its opening bracket on; maps end with `}`. */
static bool
pass_group(struct pass *p, char close)
{
	size_t first = p->keys;
	if (p->depth-- == 0)
		return false;
	p->at++;
	bool is_empty = stands(p, close);
	while (!is_empty) {
		if ((close == '}' && !pass_key(p, first)) || !pass_value(p))
			return false;
		if (!stands(p, ','))
			break;
		p->at++;
	}
	p->depth++;
	p->keys = first;
	return stands(p, close) && p->at++;
}

/* Whole numbers of one to nine digits; longer ones, fractions and exponents are rare. */
static bool
pass_number(struct pass *p)
{
	const char *start = p->at;
	while (p->at < p->end && *p->at >= '0' && *p->at <= '9')
		p->at++;
	return p->at - start <= 9 && (*start != '0' || p->at - start == 1);
}

static bool
pass_word(struct pass *p, const char *word)
{
	size_t length = strlen(word);
	if ((size_t)(p->end - p->at) < length || memcmp(p->at, word, length) != 0)
		return false;
	p->at += length;
	return true;
}

/* What stands behind a number or word is looked at by who goes on: a comma, a bracket, or it is left to others. */
static bool
pass_value(struct pass *p)
{
	p->values++;
	if (stands(p, '"'))
		return pass_string(p);
	if (p->at == p->end)
		return false;
	switch (*p->at) {
	case '{':
		return pass_group(p, '}');
	case '[':
		return pass_group(p, ']');
	case 't':
		return pass_word(p, "true");
	case 'f':
		return pass_word(p, "false");
	case 'n':
		return pass_word(p, "null");
	default:
		return *p->at >= '0' && *p->at <= '9' && pass_number(p);
	}
}

bool
wc_json_pass(struct wc_json_scan *scan)
{
	struct wc_builder *b = scan->build;
	uint32_t key[MOST_KEYS];
	struct pass p = {.at = scan->at, .end = scan->end, .depth = b->deepest - b->depth, .key = key};
	if (!pass_value(&p) || p.values >= WC_LIMIT_NODES - b->nodes)
		return false;
	b->nodes += p.values - 1; /* itself it is added to the tree, without what is in it */
	scan->at = p.at;
	return true;
}
