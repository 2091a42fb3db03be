/* Templates of bake files: variables with their defaults, and nothing that bake would compute. */
#include "source/workload/bake.h"

#include "base/limits.h"
#include "base/text.h"
#include "source/workload/scalar.h"

#include <string.h>

enum { VARIABLE_DEPTH = 8 };

/* A filling. */
struct filling {
	const struct wc_bake *b;
	const struct wc_row *row;
	struct wc_text out;
	unsigned depth;
	size_t filled; /* variables so far */
	const char *why;
};

static bool fill(struct filling *f, const char *text);

/* The value of a variable, not filled in yet, and whether that is to be done: what the environment has is plain text. */
static const char *
value_of(const struct filling *f, const char *name, bool *ret_plain)
{
	const struct wc_workload_options *options = f->b->file->options;
	const struct wc_node *node = wc_row_value(f->row, name, strlen(name));
	*ret_plain = false;
	if (node)
		return wc_scalar_text(node);
	node = wc_index_find(&f->b->variables, name);
	const char *set = node ? wc_workload_variable(f->b->file->arena, options, name) : NULL;
	*ret_plain = set != NULL;
	return set ? set : wc_scalar_text(node && node->kind == WC_MAP ? wc_get(node, "default") : node);
}

/* The value that the file gives a variable, or NULL where there is none, or the environment gives another. */
static const struct wc_node *
node_of(const struct wc_bake *b, const struct wc_row *row, const char *name)
{
	const struct wc_workload_options *options = b->file->options;
	const struct wc_node *node = wc_row_value(row, name, strlen(name));
	if (node)
		return node;
	node = wc_index_find(&b->variables, name);
	if (node && wc_workload_variable(b->file->arena, options, name))
		return NULL;
	return node && node->kind == WC_MAP ? wc_get(node, "default") : node;
}

const struct wc_node *
wc_bake_node(const struct wc_bake *b, const struct wc_row *row, const struct wc_node *node)
{
	for (unsigned depth = 0; node && node->text && depth < VARIABLE_DEPTH; depth++) {
		size_t length = node->length;
		if (length < 4 || length > WC_LIMIT_REFERENCE || strncmp(node->text, "${", 2) != 0 || strcspn(node->text, "}") != length - 1)
			return node;
		const struct wc_node *value = node_of(b, row, wc_copy(b->file->arena, node->text + 2, length - 3));
		if (!value)
			return node;
		node = value;
	}
	return node;
}

static bool
fail(struct filling *f, const char *why)
{
	f->why = why;
	return false;
}

static bool
fill_variable(struct filling *f, const char *name)
{
	bool plain;
	const char *value = value_of(f, name, &plain);
	if (!value || f->depth == VARIABLE_DEPTH || f->filled++ >= WC_LIMIT_FILLED)
		return fail(f, wc_printf(f->b->file->arena, "the variable %.80s has no value here", name));
	if (plain)
		return wc_text_addz(&f->out, value), true;
	f->depth++;
	bool filled = fill(f, value);
	f->depth--;
	return filled;
}

static bool
is_name(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!((text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z') || text[i] == '_' ||
		      (i && (text[i] == '-' || (text[i] >= '0' && text[i] <= '9')))))
			return false;
	return length > 0;
}

static bool
fill(struct filling *f, const char *text)
{
	while (*text) {
		size_t plain = strcspn(text, "$%");
		if (f->out.length + plain > WC_LIMIT_REFERENCE)
			return fail(f, "it is too long, with its variables");
		wc_text_add(&f->out, text, plain);
		text += plain;
		if (*text && text[1] == *text && text[2] == '{') { /* $${ is text */
			wc_text_add(&f->out, text + 1, 2);
			text += 3;
		} else if (*text && text[1] == '{') {
			const char *name = text + 2 + strspn(text + 2, " \t");
			size_t length = strcspn(name, " \t}");
			const char *end = name + length + strspn(name + length, " \t");
			if (*text == '%' || *end != '}' || length > WC_LIMIT_REFERENCE || !is_name(name, length))
				return fail(f, "an expression that bake computes");
			if (!fill_variable(f, wc_copy(f->b->file->arena, name, length)))
				return false;
			text = end + 1;
		} else if (*text) {
			wc_text_add(&f->out, text++, 1);
		}
	}
	return true;
}

bool
wc_bake_fill(const struct wc_bake *b, const struct wc_row *row, const char *text, const char **ret_text, const char **ret_why)
{
	struct filling f = {.b = b, .row = row, .out = {.arena = b->file->arena}};
	bool filled = fill(&f, text);
	if (filled)
		*ret_text = wc_text_string(&f.out);
	else
		*ret_why = f.why;
	return filled;
}
