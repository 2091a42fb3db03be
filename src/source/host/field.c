/* Fields of a JSON or YAML object, read by name and checked by kind. */
#include "source/host/field.h"

#include <stdarg.h>
#include <string.h>

/* "items[3].status" and "nodeInfo" to "items[3].status.nodeInfo". */
static const char *
join(const struct wc_object *object, const char *key)
{
	bool dot = *object->path && *key;
	return wc_printf(object->arena, "%s%s%s", object->path, dot ? "." : "", key);
}

/* The value of `key`, NULL where it is absent or null. */
static const struct wc_node *
value_of(const struct wc_object *object, const char *key)
{
	const struct wc_node *node = wc_get(object->node, key);
	return node && node->kind != WC_NULL ? node : NULL;
}

bool
wc_field_wrong(const struct wc_object *object, const char *key, struct wc_err *err, const char *format, ...)
{
	const struct wc_node *node = *key ? wc_get(object->node, key) : object->node;
	const char *path = join(object, key);
	va_list args;
	va_start(args, format);
	const char *why = wc_vprintf(object->arena, format, args);
	va_end(args);
	if (node)
		wc_fail(err, WC_FAULT_INPUT, "%s: %s (line %zu, column %zu): %s", object->file, *path ? path : "the document",
		        node->line, node->column, why);
	else
		wc_fail(err, WC_FAULT_INPUT, "%s: %s: %s", object->file, *path ? path : "the document", why);
	return wc_hint(err, "give the file as the command wrote it");
}

bool
wc_field_text(const struct wc_object *object, const char *key, const char **ret_text, struct wc_err *err)
{
	const struct wc_node *node = value_of(object, key);
	if (node && node->kind != WC_STRING)
		return wc_field_wrong(object, key, err, "it must be a string, not %s", wc_node_kind_name(node));
	*ret_text = node && node->text[0] ? node->text : NULL;
	return true;
}

bool
wc_field_object(const struct wc_object *object, const char *key, struct wc_object *ret_object, struct wc_err *err)
{
	const struct wc_node *node = value_of(object, key);
	if (node && node->kind != WC_MAP)
		return wc_field_wrong(object, key, err, "it must be an object, not %s", wc_node_kind_name(node));
	*ret_object = (struct wc_object){object->arena, object->file, join(object, key), node};
	return true;
}

bool
wc_field_list(const struct wc_object *object, const char *key, const struct wc_node **ret_list, struct wc_err *err)
{
	const struct wc_node *node = value_of(object, key);
	if (node && node->kind != WC_LIST)
		return wc_field_wrong(object, key, err, "it must be a list, not %s", wc_node_kind_name(node));
	*ret_list = node;
	return true;
}
