/* wc_expand: variables in a word. */
#include "format/expand.h"

#include "base/limits.h"
#include "base/text.h"
#include "base/utf8.h"
#include "format/expand_pattern.h"

#include <string.h>

struct state {
	const struct wc_expand *how;
	const char *at;
	const char *why;   /* set on failure */
	const char *unset; /* the first needed variable without a value, as a phrase; the rest is gone over all the same */
	unsigned depth;
};

static bool
fail(struct state *s, const char *why)
{
	s->why = why;
	return false;
}

static void
note_unset(struct state *s, const char *name, const char *why)
{
	char shown[WC_SHOWN];
	if (!s->unset)
		s->unset = wc_printf(s->how->arena, "the variable %s %s", wc_show(shown, name, strlen(name)), why);
}

/* The value of a variable, or "" and a note where it has none. */
static const char *
needed(struct state *s, const char *name, const char *value)
{
	if (!value)
		note_unset(s, name, "has no value here");
	return value ? value : "";
}

static bool
is_name(char c, bool first)
{
	return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (!first && c >= '0' && c <= '9');
}

/* The name that begins here; "" where none does. */
static const char *
take_name(struct state *s)
{
	const char *start = s->at;
	while (is_name(*s->at, s->at == start))
		s->at++;
	return wc_copy(s->how->arena, start, (size_t)(s->at - start));
}

static bool expand_to(struct state *s, char stop, bool raw, struct wc_text *out);

/* The word behind an operator, up to `stop`. */
static bool
take_word(struct state *s, char stop, bool raw, const char **ret_word)
{
	struct wc_text word = {.arena = s->how->arena};
	if (s->depth == WC_LIMIT_EXPANSIONS)
		return fail(s, "variables nest too deep");
	s->depth++;
	bool taken = expand_to(s, stop, raw, &word);
	s->depth--;
	*ret_word = wc_text_string(&word);
	return taken;
}

/* ${X/literal/word}, ${X//literal/word}; `at` stands behind the first slash. */
static bool
take_replacement(struct state *s, const char *name, const char *value, struct wc_text *out)
{
	const char *pattern, *word;
	bool all = *s->at == '/';
	s->at += all;
	if (!take_word(s, '/', true, &pattern) || !take_word(s, '}', true, &word))
		return false;
	value = needed(s, name, value);
	if (strpbrk(pattern, "*?\\") || !*pattern)
		return fail(s, "patterns in ${X/pattern/word} are not followed");
	for (const char *hit; (hit = strstr(value, pattern)); value = hit + strlen(pattern)) {
		wc_text_add(out, value, (size_t)(hit - value));
		wc_text_addz(out, word);
		if (!all) {
			value = hit + strlen(pattern);
			break;
		}
	}
	wc_text_addz(out, value);
	return true;
}

/* ${X#pattern} and its sisters; `at` stands behind the first operator. */
static bool
take_trimming(struct state *s, char operator, const char *name, const char *value, struct wc_text *out)
{
	const char *pattern;
	bool longest = *s->at == operator;
	s->at += longest;
	if (!take_word(s, '}', true, &pattern))
		return false;
	value = needed(s, name, value);
	if (strlen(value) > WC_TRIM_VALUE || strlen(pattern) > WC_TRIM_PATTERN)
		return fail(s, "a text to be trimmed is too long");
	wc_trim(out, value, pattern, operator == '%', longest);
	return true;
}

/* ${X:-word} and its sisters; `at` stands behind the operator. */
static bool
take_default(struct state *s, char operator, bool empty_is_unset, const char *name, const char *value, struct wc_text *out)
{
	const char *word, *unset = s->unset;
	bool has_value = value && !(empty_is_unset && !*value);
	if (!take_word(s, '}', false, &word))
		return false;
	if (has_value == (operator != '+'))
		s->unset = unset; /* the word is not used: its variables need no value */
	if (operator == '+')
		wc_text_addz(out, has_value ? word : "");
	else if (has_value)
		wc_text_addz(out, value);
	else if (operator == '-')
		wc_text_addz(out, word);
	else
		note_unset(s, name, *word ? wc_printf(s->how->arena, "must be set: %s", word) : "must be set");
	return true;
}

/* Behind "${". */
static bool
take_braces(struct state *s, struct wc_text *out)
{
	const char *name = take_name(s);
	if (!*name)
		return fail(s, "\"${\" is not followed by a name");
	const char *value = s->how->value(s->how->context, name);
	char operator = *s->at ? *s->at++ : '\0';
	bool empty_is_unset = operator == ':';
	if (operator == '}') {
		wc_text_addz(out, needed(s, name, value));
		return true;
	}
	if (empty_is_unset)
		operator = *s->at ? *s->at++ : '\0';
	if (operator == '-' || operator == '+' || operator == '?')
		return take_default(s, operator, empty_is_unset, name, value, out);
	if (s->how->quotes && (operator == '#' || operator == '%') && !empty_is_unset)
		return take_trimming(s, operator, name, value, out);
	if (s->how->quotes && operator == '/' && !empty_is_unset)
		return take_replacement(s, name, value, out);
	return fail(s, "\"${\" has no end, or an operator that nobody knows");
}

/* At a dollar sign. */
static bool
take_dollar(struct state *s, struct wc_text *out)
{
	s->at++;
	if (s->how->doubled && *s->at == '$') {
		s->at++;
		wc_text_add(out, "$", 1);
		return true;
	}
	if (*s->at == '{') {
		s->at++;
		return take_braces(s, out);
	}
	const char *name = take_name(s);
	if (!*name) {
		wc_text_add(out, "$", 1);
		return true;
	}
	wc_text_addz(out, needed(s, name, s->how->value(s->how->context, name)));
	return true;
}

/* At a quote: what stands between it and the next. */
static bool
take_quoted(struct state *s, struct wc_text *out)
{
	char quote = *s->at++;
	while (*s->at != quote) {
		char c = *s->at;
		if (!c)
			return fail(s, "a quote has no end");
		if (quote == '"' && c == '$') {
			if (!take_dollar(s, out))
				return false;
			continue;
		}
		bool escapes = quote == '"' && c == s->how->escape && s->at[1] && strchr("\"$", s->at[1]);
		s->at += escapes;
		wc_text_add(out, s->at++, 1);
	}
	s->at++;
	return true;
}

/* Up to `stop`, which is gone over; '\0' is the end of the text. `raw` keeps escapes: they belong to a pattern. */
static bool
expand_to(struct state *s, char stop, bool raw, struct wc_text *out)
{
	while (*s->at != stop) {
		char c = *s->at;
		if (out->length > WC_LIMIT_REFERENCE)
			return fail(s, "it becomes too long");
		if (!c)
			return fail(s, "\"${\" has no end");
		if (c == '$') {
			if (!take_dollar(s, out))
				return false;
			continue;
		}
		if (s->how->quotes && (c == '"' || c == '\'')) {
			if (!take_quoted(s, out))
				return false;
			continue;
		}
		bool escapes = s->how->escape && c == s->how->escape && s->at[1];
		if (escapes && raw)
			wc_text_add(out, s->at, 1);
		s->at += escapes;
		wc_text_add(out, s->at++, 1);
	}
	s->at += stop != '\0';
	return true;
}

bool
wc_expand(const struct wc_expand *how, const char *text, const char **ret_text, const char **ret_why)
{
	struct state s = {.how = how, .at = text};
	struct wc_text out = {.arena = how->arena};
	if (!expand_to(&s, '\0', false, &out) || s.unset) {
		*ret_why = s.why ? s.why : s.unset;
		return false;
	}
	*ret_text = wc_text_string(&out);
	return true;
}
