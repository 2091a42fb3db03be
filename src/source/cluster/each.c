/* The objects of a text: JSON piece by piece, YAML as the trees of its documents. */
#include "source/cluster/each.h"

#include "source/host/text.h"

#include <string.h>

static bool
each_of_document(wc_arena *scratch, const struct wc_node *document, wc_json_item *item, void *context, struct wc_err *err)
{
	const char *kind = wc_get_text(document, "kind");
	const struct wc_node *items = wc_get(document, "items");
	bool keep;
	if (!items || items->kind != WC_LIST)
		return item(context, scratch, document, NULL, &keep, err);
	for (const struct wc_node *object = items->child; object; object = object->next)
		if (!item(context, scratch, object, kind, &keep, err))
			return false;
	return true;
}

static bool
each_of_yaml(wc_arena *scratch, const char *name, const char *text, size_t length, wc_json_item *item, void *context, struct wc_err *err)
{
	const struct wc_node *documents;
	if (!wc_yaml_read_foreign(scratch, name, text, length, &documents, err))
		return false;
	for (const struct wc_node *document = documents->child; document; document = document->next)
		if (document->kind != WC_NULL && !each_of_document(scratch, document, item, context, err))
			return false;
	return true;
}

bool
wc_kube_objects_each(wc_arena *owner, const char *name, const char *bytes, size_t length, wc_json_item *item, void *context, struct wc_err *err)
{
	const char *text;
	size_t text_length;
	wc_arena *scratch = wc_arena_new();
	bool good = wc_text_decode(scratch, name, bytes, length, &text, &text_length, err);
	if (good) {
		size_t blanks = strspn(text, " \t\r\n");
		bool is_json = blanks == text_length || text[blanks] == '{' || text[blanks] == '[' || text[blanks] == '\0';
		good = is_json ? wc_json_each(owner, name, text, text_length, item, context, err)
		               : each_of_yaml(scratch, name, text, text_length, item, context, err);
	}
	wc_arena_free(scratch);
	return good;
}
