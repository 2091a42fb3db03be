/* wc_node: looking things up in a parsed tree. */
#include "format/tree.h"

#include <string.h>

const struct wc_node *
wc_get(const struct wc_node *map, const char *key)
{
	if (!map || map->kind != WC_MAP)
		return NULL;
	for (const struct wc_node *child = map->child; child; child = child->next)
		if (*child->key == *key && strcmp(child->key, key) == 0)
			return child;
	return NULL;
}

const char *
wc_get_text(const struct wc_node *map, const char *key)
{
	const struct wc_node *node = wc_get(map, key);
	return node && node->kind == WC_STRING ? node->text : NULL;
}

const char *
wc_node_kind_name(const struct wc_node *node)
{
	static const char *const names[] = {
		[WC_NULL] = "null",       [WC_BOOL] = "true or false", [WC_NUMBER] = "a number",
		[WC_STRING] = "a string", [WC_LIST] = "a list",        [WC_MAP] = "a map",
	};
	return node ? names[node->kind] : "nothing";
}
