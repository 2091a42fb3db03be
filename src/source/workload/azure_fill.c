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
		if (*ret_rest && length)
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

static bool
fill(const struct wc_azure *a, const struct wc_azure_level *level, const struct wc_row *row, const char *text, unsigned depth,
     struct wc_text *out, const char **ret_why)
{
	while (*text) {
		size_t plain = strcspn(text, "$");
		const char *rest = NULL, *dollar = text + plain, *name;
		wc_text_add(out, text, plain);
		if (!*dollar)
			return true;
		name = take_variable(a->file->arena, dollar, &rest);
		const char *value = name ? value_of(level, row, name) : NULL;
		if (!name && why_not(dollar))
			return *ret_why = why_not(dollar), false;
		if (name && (!value || depth == VARIABLE_DEPTH))
			return *ret_why = wc_printf(a->file->arena, "the variable %.80s has no value here", name), false;
		if (!name)
			wc_text_add(out, dollar, 1);
		else if (!fill(a, level, row, value, depth + 1, out, ret_why))
			return false;
		text = name ? rest : dollar + 1;
	}
	return out->length <= WC_LIMIT_REFERENCE || (*ret_why = "its variables make it too long", false);
}

const char *
wc_azure_fill(const struct wc_azure *a, const struct wc_azure_level *level, const struct wc_row *row, const char *text,
              const char **ret_why)
{
	struct wc_text out = {.arena = a->file->arena};
	if (strlen(text) > WC_LIMIT_REFERENCE)
		return *ret_why = "it is too long", NULL;
	return fill(a, level, row, text, 0, &out, ret_why) ? wc_text_string(&out) : NULL;
}
