/* Variables of Azure Pipelines: macros $(X), run time expressions $[variables['X']], template expressions ${{ variables.X }}. */
#include "source/workload/azure.h"

#include "base/text.h"
#include "source/workload/scalar.h"

#include <string.h>

enum { VARIABLE_DEPTH = 8 };

struct wc_azure_level
wc_azure_level_of(const struct wc_azure *a, const struct wc_azure_level *up, const struct wc_node *node)
{
	const struct wc_node *variables = wc_get(node, "variables");
	struct wc_index index = variables && variables->kind == WC_LIST ? wc_index_list(a->file->arena, variables, "name")
	                                                                : wc_index_map(a->file->arena, variables);
	return (struct wc_azure_level){.up = up, .variables = index, .pool = wc_get(node, "pool")};
}

static const char *
value_of(const struct wc_azure_level *level, const struct wc_row *row, const char *name)
{
	const char *text = wc_scalar_text(wc_row_value(row, name, strlen(name)));
	for (; level && !text; level = level->up) {
		const struct wc_node *node = wc_index_find(&level->variables, name);
		text = wc_scalar_text(node && node->kind == WC_MAP ? wc_get(node, "value") : node);
	}
	return text;
}

/* The ways to write a variable: how they begin, and how they end. */
static const struct form {
	const char *start, *end;
} forms[] = {
	{"$(", ")"},
	{"$[variables['", "']]"},
	{"$[variables.", "]"},
	{"${{variables['", "']}}"},
	{"${{variables.", "}}"},
};
enum { FORMS = sizeof(forms) / sizeof(forms[0]) };

/* Goes past `pattern` in `text`, where blanks do not count; NULL where it does not stand there. */
static const char *
past(const char *text, const char *pattern)
{
	for (; *pattern; pattern++, text++) {
		text += strspn(text, " \t");
		if (*text != *pattern)
			return NULL;
	}
	return text;
}

/* The name of the variable that begins at `text`; NULL where none of the forms stands there. */
static const char *
take_variable(wc_arena *arena, const char *text, const char **ret_rest)
{
	for (size_t i = 0; i < FORMS; i++) {
		const char *name = past(text, forms[i].start);
		if (!name)
			continue;
		size_t length = strcspn(name, " \t'])}([{\"");
		*ret_rest = past(name + length, forms[i].end);
		if (*ret_rest && length && length <= WC_LIMIT_REFERENCE)
			return wc_copy(arena, name, length);
	}
	return NULL;
}

static const char *
why_not(const char *text)
{
	if (strncmp(text, "${{", 3) == 0)
		return "a template expression: its parameters are given where it is used";
	return strncmp(text, "$[", 2) == 0 ? "an expression that is computed when the pipeline runs" : NULL;
}

/* A filling. */
struct filling {
	const struct wc_azure *a;
	const struct wc_azure_level *level;
	const struct wc_row *row;
	struct wc_text out;
	size_t filled; /* variables so far */
	const char *why;
};

static bool
fail(struct filling *f, const char *why)
{
	f->why = why;
	return false;
}

static bool fill(struct filling *f, const char *text, unsigned depth);

/* What begins with a dollar sign: a variable, an expression that is computed later, or text. `*text` goes behind it. */
static bool
fill_dollar(struct filling *f, const char **text, unsigned depth)
{
	const char *rest, *name = take_variable(f->a->file->arena, *text, &rest);
	const char *why = name ? NULL : why_not(*text), *value = name ? value_of(f->level, f->row, name) : NULL;
	if (why)
		return fail(f, why);
	if (!name) {
		wc_text_add(&f->out, (*text)++, 1);
		return true;
	}
	*text = rest;
	if (!value || depth == VARIABLE_DEPTH || f->filled++ >= WC_LIMIT_FILLED)
		return fail(f, wc_printf(f->a->file->arena, "the variable %.80s has no value here", name));
	return fill(f, value, depth + 1);
}

static bool
fill(struct filling *f, const char *text, unsigned depth)
{
	while (*text) {
		size_t plain = strcspn(text, "$");
		if (f->out.length + plain > WC_LIMIT_REFERENCE)
			return fail(f, "it is too long, with its variables");
		wc_text_add(&f->out, text, plain);
		text += plain;
		if (*text && !fill_dollar(f, &text, depth))
			return false;
	}
	return true;
}

const char *
wc_azure_fill(const struct wc_azure *a, const struct wc_azure_level *level, const struct wc_row *row, const char *text,
              const char **ret_why)
{
	struct filling f = {.a = a, .level = level, .row = row, .out = {.arena = a->file->arena}};
	if (fill(&f, text, 0))
		return wc_text_string(&f.out);
	*ret_why = f.why;
	return NULL;
}
