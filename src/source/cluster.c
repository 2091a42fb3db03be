/* A cluster's objects: the documents and lists of a file, item by item. */
#include "source/cluster.h"

#include "base/limits.h"
#include "io/file.h"
#include "source/host/readers.h"
#include "source/host/text.h"

#include <string.h>

static const char how_to_write[] = "write the file with `kubectl get nodes,runtimeclasses -o json`";

/* What is being read. */
struct reading {
	const struct wc_reading *how;
	const char *name;
	struct wc_cluster_objects *objects;
	size_t node_room, class_room;
};

/* An array with room for one more. */
#define GROW(r, array, count, room) \
	do { \
		if ((count) == (room)) { \
			size_t more_ = (room) ? (room) * 2 : 16; \
			(array) = wc_grow((r)->how->arena, (array), (room) * sizeof(*(array)), more_ * sizeof(*(array))); \
			(room) = more_; \
		} \
	} while (0)

static bool
add_node(struct reading *r, const struct wc_node *item, const char *path, struct wc_err *err)
{
	struct wc_cluster_objects *o = r->objects;
	struct wc_object object = {r->how->arena, r->name, path, item};
	const struct wc_node *metadata = wc_get(item, "metadata");
	struct wc_cluster_node node = {.name = wc_get_text(metadata, "name"), .labels = wc_get(metadata, "labels"),
	                               .taints = wc_get(wc_get(item, "spec"), "taints")};
	struct wc_err why;
	if (o->node_count == WC_LIMIT_HOSTS)
		return wc_fail(err, WC_FAULT_INPUT, "%s: it holds more than %d nodes", r->name, WC_LIMIT_HOSTS);
	if (wc_host_read_kube_node(r->how->program, &object, &node.host, &why))
		wc_host_settle(r->how->program, &node.host);
	else
		node.problem = wc_copyz(r->how->arena, why.text);
	node.name = node.name ? node.name : "a node without a name";
	node.host.name = node.name;
	GROW(r, o->node, o->node_count, r->node_room);
	o->node[o->node_count++] = node;
	return true;
}

static void
add_class(struct reading *r, const struct wc_node *item)
{
	struct wc_cluster_objects *o = r->objects;
	GROW(r, o->runtime_class, o->runtime_class_count, r->class_room);
	o->runtime_class[o->runtime_class_count++] = item;
}

static bool
is_list(const char *kind)
{
	return strcmp(kind, "List") == 0 || strcmp(kind, "NodeList") == 0 || strcmp(kind, "RuntimeClassList") == 0;
}

/* One object. Items of a NodeList as the API itself sends it have no kind. */
static bool
read_item(struct reading *r, const struct wc_node *item, const char *kind, const char *path, struct wc_err *err)
{
	if (strcmp(kind, "Node") == 0)
		return add_node(r, item, path, err);
	if (strcmp(kind, "RuntimeClass") == 0)
		add_class(r, item);
	return true;
}

static bool
read_list(struct reading *r, const struct wc_node *list, const char *kind, struct wc_err *err)
{
	const struct wc_node *items = wc_get(list, "items");
	const char *each = strcmp(kind, "NodeList") == 0 ? "Node" : strcmp(kind, "RuntimeClassList") == 0 ? "RuntimeClass" : "";
	size_t i = 0;
	if (items && items->kind != WC_LIST && items->kind != WC_NULL) {
		wc_fail(err, WC_FAULT_INPUT, "%s: items (line %zu) must be a list, not %s", r->name, items->line, wc_node_kind_name(items));
		return wc_hint(err, "%s", how_to_write);
	}
	for (const struct wc_node *item = items ? items->child : NULL; item; item = item->next, i++) {
		const char *own = wc_get_text(item, "kind");
		if (!read_item(r, item, own ? own : each, wc_printf(r->how->arena, "items[%zu]", i), err))
			return false;
	}
	return true;
}

static bool
refuse(const struct reading *r, const struct wc_node *document, const char *kind, struct wc_err *err)
{
	if (kind)
		wc_fail(err, WC_FAULT_INPUT, "%s: '%.60s' (line %zu) is no Node and no list of them", r->name, kind, document->line);
	else
		wc_fail(err, WC_FAULT_INPUT, "%s: it is %s without a kind (line %zu), and no Kubernetes object", r->name, wc_node_kind_name(document),
		        document->line);
	return wc_hint(err, "%s", how_to_write);
}

static bool
read_document(struct reading *r, const struct wc_node *document, struct wc_err *err)
{
	const char *kind = wc_get_text(document, "kind");
	if (kind && is_list(kind))
		return read_list(r, document, kind, err);
	if (kind && (strcmp(kind, "Node") == 0 || strcmp(kind, "RuntimeClass") == 0))
		return read_item(r, document, kind, "", err);
	return refuse(r, document, kind, err);
}

static bool
parse(const struct wc_reading *reading, const char *name, const char *text, size_t length, const struct wc_node **ret_documents,
      struct wc_err *err)
{
	size_t blanks = strspn(text, " \t\r\n");
	if (blanks == length) {
		wc_fail(err, WC_FAULT_INPUT, "%s: it is empty", name);
		return wc_hint(err, "%s", how_to_write);
	}
	if (text[blanks] == '{')
		return wc_json_read_many(reading->arena, name, text, length, ret_documents, err);
	return wc_yaml_read(reading->arena, name, text, length, ret_documents, err);
}

bool
wc_cluster_read_bytes(const struct wc_reading *reading, const char *name, const char *bytes, size_t length,
                      struct wc_cluster_objects *ret_objects, struct wc_err *err)
{
	struct wc_cluster_objects objects = {0};
	struct reading r = {.how = reading, .name = name, .objects = &objects};
	const struct wc_node *documents;
	const char *text;
	size_t text_length;
	if (!wc_text_decode(reading->arena, name, bytes, length, &text, &text_length, err) ||
	    !parse(reading, name, text, text_length, &documents, err))
		return false;
	for (const struct wc_node *document = documents->child; document; document = document->next)
		if (!read_document(&r, document, err))
			return false;
	*ret_objects = objects;
	return true;
}

bool
wc_cluster_read(const struct wc_reading *reading, const char *path, struct wc_cluster_objects *ret_objects, struct wc_err *err)
{
	char *bytes;
	size_t length;
	return wc_file_read(reading->arena, path, WC_LIMIT_TEXT_BYTES, &bytes, &length, err) &&
	       wc_cluster_read_bytes(reading, path, bytes, length, ret_objects, err);
}

bool
wc_cluster_give(const struct wc_reading *reading, const char *facts, struct wc_cluster_objects *objects, struct wc_err *err)
{
	struct wc_host any = {.os = WC_OS_WINDOWS};
	if (!facts)
		return true;
	if (!wc_host_read_given(reading, facts, &any, 1, err)) /* also where there is no node yet */
		return wc_while(err, "--node-facts");
	for (size_t i = 0; i < objects->node_count; i++) {
		struct wc_host *host = &objects->node[i].host;
		if (host->os == WC_OS_WINDOWS && !wc_host_read_given(reading, facts, host, 1, err))
			return wc_while(err, "--node-facts, of %s", objects->node[i].name);
	}
	return true;
}
