/* wc_document: typed access to one JSON text; a wrong value is named by its JSON path and place. */
#include "source/image/document.h"

#include <stdarg.h>
#include <stdio.h>

enum { PATH_TEXT = 200 };

bool
wc_document_parse(wc_arena *arena, const char *name, const char *bytes, size_t length, struct wc_document *ret_document,
                  struct wc_err *err)
{
	const struct wc_node *root;
	if (!wc_json_read(arena, name, bytes, length, &root, err))
		return false;
	*ret_document = (struct wc_document){name, bytes, length, root};
	return true;
}

/* Writes one step below a list or map behind the `used` bytes of `path`; returns the new length. */
static size_t
path_step(char path[PATH_TEXT], size_t used, const struct wc_node *parent, const struct wc_node *child, size_t position)
{
	int n = parent->kind == WC_LIST ? snprintf(path + used, PATH_TEXT - used, "[%zu]", position)
	                                : snprintf(path + used, PATH_TEXT - used, "%s%.60s", used ? "." : "", child->key);
	size_t end = used + (size_t)(n > 0 ? n : 0);
	return end < PATH_TEXT ? end : PATH_TEXT - 1;
}

/* Finds `node` below `at`. Nodes know no parent: looking for it costs time only where something is wrong. */
static bool
find_path(const struct wc_node *at, const struct wc_node *node, char path[PATH_TEXT], size_t used)
{
	size_t position = 0;
	if (at == node)
		return true;
	for (const struct wc_node *child = at->child; child; child = child->next) {
		size_t end = path_step(path, used, at, child, position++);
		if (find_path(child, node, path, end))
			return true;
	}
	path[used] = '\0';
	return false;
}

bool
wc_document_fail(const struct wc_document *document, const struct wc_node *node, struct wc_err *err, const char *format, ...)
{
	char path[PATH_TEXT] = "", message[300];
	va_list args;
	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	find_path(document->root, node, path, 0);
	wc_fail(err, WC_FAULT_INPUT, "%s:%zu:%zu: %s %s", document->name, node->line, node->column, path[0] ? path : "the text",
	        message);
	return wc_hint(err, "give the text as a registry, an engine or skopeo wrote it; this one was changed or is cut");
}

static const char *
kind_name(enum wc_node_kind kind)
{
	return wc_node_kind_name(&(struct wc_node){.kind = kind});
}

bool
wc_document_expect(const struct wc_document *document, const struct wc_node *node, enum wc_node_kind kind,
                   struct wc_err *err)
{
	if (node->kind == kind)
		return true;
	return wc_document_fail(document, node, err, "is %s, not %s", wc_node_kind_name(node), kind_name(kind));
}

bool
wc_document_child(const struct wc_document *document, const struct wc_node *map, const char *key, enum wc_node_kind kind,
                  const struct wc_node **ret_child, struct wc_err *err)
{
	const struct wc_node *child = wc_get(map, key);
	if (child && child->kind == WC_NULL)
		child = NULL;
	if (child && !wc_document_expect(document, child, kind, err))
		return false;
	*ret_child = child;
	return true;
}

bool
wc_document_text(const struct wc_document *document, const struct wc_node *map, const char *key, const char **ret_text,
                 struct wc_err *err)
{
	const struct wc_node *child;
	if (!wc_document_child(document, map, key, WC_STRING, &child, err))
		return false;
	*ret_text = child && child->length ? child->text : NULL;
	return true;
}
