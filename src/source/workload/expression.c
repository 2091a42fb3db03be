/* Expressions of GitHub workflows: properties of `matrix` and `inputs`, and nothing that would have to be computed. */
#include "source/workload/expression.h"

#include "base/limits.h"
#include "base/text.h"

#include <string.h>

static const char is_computed[] = "an expression that is computed when the workflow runs";

/* A stretch of text. */
struct part {
	const char *at;
	size_t length;
};

static struct part
trimmed(const char *at, const char *end)
{
	while (at < end && strchr(" \t\r\n", *at))
		at++;
	while (end > at && strchr(" \t\r\n", end[-1]))
		end--;
	return (struct part){at, (size_t)(end - at)};
}

static bool
is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/* Takes ".name" or "['name']" off the front of `rest`; false where neither stands there. */
static bool
take_property(struct part *rest, struct part *ret_name)
{
	const char *at = rest->at, *end = rest->at + rest->length;
	if (at < end && *at == '.') {
		const char *start = ++at;
		while (at < end && is_name(*at))
			at++;
		*ret_name = (struct part){start, (size_t)(at - start)};
	} else if (end - at > 4 && at[0] == '[' && at[1] == '\'') {
		const char *quote = memchr(at + 2, '\'', (size_t)(end - at - 2));
		if (!quote || quote + 1 == end || quote[1] != ']')
			return false;
		*ret_name = (struct part){at + 2, (size_t)(quote - at - 2)};
		at = quote + 2;
	} else {
		return false;
	}
	*rest = (struct part){at, (size_t)(end - at)};
	return ret_name->length > 0;
}

static const struct wc_node *
child_of(const struct wc_node *map, struct part name)
{
	bool is_map = map && map->kind == WC_MAP && map->count <= WC_LIMIT_INPUTS;
	for (const struct wc_node *child = is_map ? map->child : NULL; child; child = child->next)
		if (strlen(child->key) == name.length && strncmp(child->key, name.at, name.length) == 0)
			return child;
	return NULL;
}

static const struct wc_node *
input_value(const struct wc_scope *scope, struct part name, const char **ret_why)
{
	const struct wc_node *given = child_of(scope->given, name), *fallback = wc_get(child_of(scope->declared, name), "default");
	*ret_why = scope->is_called ? "an input that is not given, and has no default" : "an input, which whoever calls this workflow gives";
	if (!scope->is_called)
		return NULL;
	return given ? given : fallback;
}

static bool
takes_word(struct part *rest, const char *word)
{
	size_t length = strlen(word);
	if (rest->length <= length || strncmp(rest->at, word, length) != 0 || (rest->at[length] != '.' && rest->at[length] != '['))
		return false;
	*rest = (struct part){rest->at + length, rest->length - length};
	return true;
}

/* What an expression, without its braces, names. */
static const struct wc_node *
value_of(const struct wc_scope *scope, struct part rest, const char **ret_why)
{
	struct part name;
	const struct wc_node *node;
	bool is_matrix = takes_word(&rest, "matrix");
	*ret_why = is_computed;
	if ((!is_matrix && !takes_word(&rest, "inputs")) || !take_property(&rest, &name))
		return NULL;
	if (is_matrix) {
		node = wc_row_value(scope->row, name.at, name.length);
		*ret_why = "its matrix has no such value that stands in the file";
	} else {
		node = input_value(scope, name, ret_why);
	}
	while (node && rest.length) {
		if (!take_property(&rest, &name)) {
			*ret_why = is_computed;
			return NULL;
		}
		node = child_of(node, name);
	}
	if (node)
		*ret_why = NULL;
	return node;
}

/* The first expression of `text`; false where there is none. `ret_end` is behind its braces. */
static bool
find_expression(const char *text, const char **ret_start, struct part *ret_inside, const char **ret_end)
{
	const char *start = strstr(text, "${{"), *end = start ? strstr(start, "}}") : NULL;
	if (!end)
		return false;
	*ret_start = start;
	*ret_inside = trimmed(start + 3, end);
	*ret_end = end + 2;
	return true;
}

const struct wc_node *
wc_expression_node(const struct wc_scope *scope, const struct wc_node *node, const char **ret_why)
{
	const char *start, *end;
	struct part inside;
	if (!node || !node->text || !find_expression(node->text, &start, &inside, &end))
		return node;
	struct part before = trimmed(node->text, start), behind = trimmed(end, node->text + node->length);
	return before.length || behind.length ? node : value_of(scope, inside, ret_why);
}

static const char *
too_long(const char **ret_why)
{
	*ret_why = "it is too long, with its values";
	return NULL;
}

const char *
wc_expression_fill(wc_arena *arena, const struct wc_scope *scope, const char *text, const char **ret_why)
{
	struct wc_text filled = {.arena = arena};
	const char *start, *end;
	struct part inside;
	for (; find_expression(text, &start, &inside, &end); text = end) {
		const struct wc_node *value = value_of(scope, inside, ret_why);
		if (!value)
			return NULL;
		if (!value->text) {
			*ret_why = "a list or a map stands for it";
			return NULL;
		}
		if (filled.length + value->length + (size_t)(start - text) > WC_LIMIT_REFERENCE)
			return too_long(ret_why);
		wc_text_add(&filled, text, (size_t)(start - text));
		wc_text_addz(&filled, value->text);
	}
	if (filled.length + strnlen(text, WC_LIMIT_REFERENCE + 1) > WC_LIMIT_REFERENCE)
		return too_long(ret_why);
	wc_text_addz(&filled, text);
	return wc_text_string(&filled);
}
