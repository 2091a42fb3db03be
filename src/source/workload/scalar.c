/* Scalars that name an image, a label or a switch. */
#include "source/workload/scalar.h"

#include "base/limits.h"

#include <string.h>

bool
wc_is_true(const struct wc_node *node)
{
	static const char *const words[] = {"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"};
	if (!node || !node->text || (node->kind != WC_STRING && node->kind != WC_BOOL))
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(node->text, words[i]) == 0)
			return true;
	return false;
}

const char *
wc_scalar_text(const struct wc_node *node)
{
	return node && (node->kind == WC_STRING || node->kind == WC_NUMBER) ? node->text : NULL;
}

const char *
wc_unfilled(const char *text)
{
	if (strstr(text, "${{"))
		return "an expression that the pipeline fills in";
	if (strstr(text, "{{") || strstr(text, "<%"))
		return "a template: scan what it renders to";
	if (strstr(text, "$[["))
		return "an input of a component, which whoever includes it gives";
	if (strchr(text, '$'))
		return "a variable that is not set in this file";
	if (*text == '<' && text[strlen(text) - 1] == '>')
		return "a placeholder, which is replaced later";
	if (*text == '%' && text[1] && text[strlen(text) - 1] == '%')
		return "a variable that is not set in this file";
	return NULL;
}

void
wc_scalar_unresolved(const struct wc_workload_file *file, struct wc_found *found, const struct wc_node *node,
                     const char *shown, const char *why)
{
	struct wc_stretch at = {.file = file->name, .line = node->line, .column = node->column};
	if (node->text)
		at = wc_stretch_of(file, node);
	const struct wc_unresolved *last = found->unresolved_count ? &found->unresolved[found->unresolved_count - 1] : NULL;
	if (last && last->at.line == at.line && last->at.column == at.column && strcmp(last->at.file, at.file) == 0 &&
	    strcmp(last->why, why) == 0)
		return;
	wc_found_unresolved(found, at, node->text ? node->text : shown, why);
}

void
wc_scalar_image(const struct wc_workload_file *file, struct wc_found *found, const struct wc_node *scalar, struct wc_use use)
{
	if (!scalar || scalar->kind != WC_STRING || !*scalar->text)
		return;
	const char *why = scalar->tag ? "its tag says that the value is computed" : wc_unfilled(scalar->text);
	if (why) {
		wc_scalar_unresolved(file, found, scalar, NULL, why);
		return;
	}
	use.at = wc_stretch_of(file, scalar);
	use.written = scalar->text;
	if (!use.reference)
		use.reference = scalar->text;
	wc_found_use(found, &use);
}

/* One label: NAME: VALUE, or in a list "NAME=VALUE", whose value may be missing. */
static bool
label_of(wc_arena *arena, const struct wc_node *node, struct wc_label *ret_label)
{
	const char *text = wc_scalar_text(node), *equals = text && !node->key ? strchr(text, '=') : NULL;
	if (!text)
		return false;
	if (node->key)
		*ret_label = (struct wc_label){node->key, text};
	else
		*ret_label = (struct wc_label){equals ? wc_copy(arena, text, (size_t)(equals - text)) : text, equals ? equals + 1 : ""};
	return *ret_label->name != '\0';
}

const struct wc_label *
wc_scalar_labels(wc_arena *arena, const struct wc_node *map, size_t *ret_count)
{
	*ret_count = 0;
	if (!map || (map->kind != WC_MAP && map->kind != WC_LIST))
		return NULL;
	struct wc_label *labels = wc_array(arena, struct wc_label, map->count + 1);
	for (const struct wc_node *node = map->child; node && *ret_count < WC_LIMIT_LABELS; node = node->next) {
		size_t i = 0;
		struct wc_label label;
		if (!label_of(arena, node, &label))
			continue;
		while (i < *ret_count && strcmp(labels[i].name, label.name) != 0)
			i++;
		labels[i] = label; /* of two with a name the last one counts */
		*ret_count += i == *ret_count;
	}
	return labels;
}
