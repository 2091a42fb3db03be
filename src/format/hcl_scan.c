/* The HCL reader: places, white space, and how far strings and expressions go. */
#include "format/hcl_scan.h"

#include <string.h>

struct wc_place
wc_hcl_place(struct wc_hcl *h, const char *at)
{
	for (; h->placed_at < at; h->placed_at++) {
		bool is_end = *h->placed_at == '\n';
		h->placed.column = is_end ? 1 : h->placed.column + ((h->placed_at[0] & 0xc0) != 0x80);
		h->placed.line += is_end;
	}
	return h->placed;
}

bool
wc_hcl_fail(struct wc_hcl *h, const char *what, const char *hint)
{
	wc_build_fail(&h->build, wc_hcl_place(h, h->at), "not HCL: %s", what);
	return wc_hint(h->build.err, "%s", hint);
}

/* Behind the comment that begins at `at`, or `at` where none does. A line's end is no part of it. */
static const char *
skip_comment(const char *at, const char *end)
{
	bool is_block = end - at > 1 && at[0] == '/' && at[1] == '*';
	if (!is_block && *at != '#' && !(end - at > 1 && at[0] == '/' && at[1] == '/'))
		return at;
	if (!is_block) {
		const char *line = memchr(at, '\n', (size_t)(end - at));
		return line ? line : end;
	}
	for (at += 2; at < end; at++)
		if (at[-1] == '*' && at[0] == '/' && at[-2] != '/')
			return at + 1;
	return end;
}

bool
wc_hcl_skip(struct wc_hcl *h)
{
	while (h->at < h->end) {
		const char *behind = strchr(" \t\r\n", *h->at) ? h->at + 1 : skip_comment(h->at, h->end);
		if (behind == h->at)
			return true;
		h->at = behind;
	}
	return false;
}

size_t
wc_hcl_word(const struct wc_hcl *h)
{
	const char *at = h->at;
	while (at < h->end && ((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || *at == '_' || (unsigned char)*at >= 0x80 ||
	                       (at > h->at && ((*at >= '0' && *at <= '9') || *at == '-'))))
		at++;
	return (size_t)(at - h->at);
}

/*
 * Strings hold templates, templates hold expressions, and these hold strings: a stack of what is open, instead of functions
 * that call each other as deep as a hostile text likes.
 */
struct nest {
	char open[WC_LIMIT_NESTING]; /* '"' a string, '{' '[' '(' brackets, '$' a template */
	size_t depth;
};

static bool
push(struct nest *nest, char what)
{
	if (nest->depth == sizeof(nest->open))
		return false;
	nest->open[nest->depth++] = what;
	return true;
}

static char
top(const struct nest *nest)
{
	return nest->depth ? nest->open[nest->depth - 1] : 0;
}

static bool
is_template(const char *at, const char *end)
{
	return end - at > 1 && (*at == '$' || *at == '%') && at[1] == '{';
}

/* One step inside a string; NULL where it does not end on its line. */
static const char *
step_in_string(struct nest *nest, const char *at, const char *end)
{
	if (*at == '\n')
		return NULL;
	if (*at == '\\' && end - at > 1)
		return at + 2;
	if (end - at > 2 && at[0] == at[1] && is_template(at + 1, end))
		return at + 3; /* $${ and %%{ are text */
	if (is_template(at, end))
		return push(nest, '$') ? at + 2 : NULL;
	nest->depth -= *at == '"';
	return at + 1;
}

/* One step outside of strings; NULL where brackets do not fit. */
static const char *
step_in_expression(struct nest *nest, const char *at, const char *end)
{
	const char *behind = skip_comment(at, end);
	if (behind != at)
		return behind;
	if (strchr("\"{[(", *at))
		return push(nest, *at) ? at + 1 : NULL;
	if (!strchr("}])", *at))
		return at + 1;
	char open = top(nest);
	bool fits = *at == '}' ? open == '{' || open == '$' : *at == ']' ? open == '[' : open == '(';
	nest->depth -= fits;
	return fits ? at + 1 : NULL;
}

static const char *
step(struct nest *nest, const char *at, const char *end)
{
	return top(nest) == '"' ? step_in_string(nest, at, end) : step_in_expression(nest, at, end);
}

const char *
wc_hcl_string_end(const char *at, const char *end)
{
	struct nest nest = {.depth = 0};
	do {
		at = step(&nest, at, end);
	} while (at && nest.depth && at < end);
	return at && nest.depth == 0 ? at : NULL;
}

const char *
wc_hcl_expression_end(const char *at, const char *end)
{
	struct nest nest = {.depth = 0};
	const char *last = at;
	while (at < end) {
		if (nest.depth == 0 && (strchr(",}])\r\n", *at) || skip_comment(at, end) != at))
			return last;
		bool blank = nest.depth == 0 && strchr(" \t", *at);
		at = step(&nest, at, end);
		if (!at)
			return NULL;
		if (!blank)
			last = at;
	}
	return nest.depth == 0 ? last : NULL;
}
