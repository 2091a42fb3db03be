/* Conditions: maps to expressions. */
#include "policy/site/condition.h"

#include <string.h>

/* Keys that are no axes. Versions ask two axes at once. */
static const char *const other_keys[] = {"all", "any", "not", "host.osVersion", "image.osVersion"};
enum { OTHER_KEYS = sizeof(other_keys) / sizeof(other_keys[0]) };

static const char label_prefix[] = "request.labels.";

/* The names of the axes that a condition can write (the two comparisons are written with their operators). */
static bool
is_written(enum wc_axis_id id)
{
	return id != WC_AXIS_BUILDS && id != WC_AXIS_REVISIONS;
}

static bool
find_axis(const char *key, enum wc_axis_id *ret_id, const char **ret_label)
{
	*ret_label = NULL;
	if (strncmp(key, label_prefix, sizeof(label_prefix) - 1) == 0 && key[sizeof(label_prefix) - 1]) {
		*ret_id = WC_AXIS_REQUEST_LABEL;
		*ret_label = key + sizeof(label_prefix) - 1;
		return true;
	}
	for (unsigned i = 0; i < WC_AXIS_COUNT; i++) {
		if (i != WC_AXIS_REQUEST_LABEL && is_written(i) && strcmp(wc_axes[i].name, key) == 0) {
			*ret_id = i;
			return true;
		}
	}
	return false;
}

static struct wc_expression *
unknown_key(struct wc_condition_reader *r, const struct wc_node *entry)
{
	const char *names[WC_AXIS_COUNT + OTHER_KEYS];
	size_t count = 0;
	for (unsigned i = 0; i < WC_AXIS_COUNT; i++)
		if (is_written(i))
			names[count++] = wc_axes[i].name;
	for (size_t i = 0; i < OTHER_KEYS; i++)
		names[count++] = other_keys[i];
	wc_reader_unknown(r->reader, entry, true, entry->key, "a fact that a condition can ask", names, count);
	return NULL;
}

/* The parts of `all` or `any`: a list of conditions. */
static struct wc_expression *
read_parts(struct wc_condition_reader *r, const struct wc_node *node, enum wc_expression_kind kind)
{
	struct wc_expression *whole = wc_expression_of(r->reader->arena, kind, NULL, NULL), **end = &whole->first;
	bool ok = true;
	if (node->kind != WC_LIST || !node->child) {
		wc_reader_fault(r->reader, node, "%s is a list of conditions, this is %s", node->key,
		                node->kind == WC_LIST ? "empty" : wc_node_kind_name(node));
		return NULL;
	}
	for (const struct wc_node *item = node->child; item; item = item->next) {
		*end = wc_condition_read(r, item);
		ok &= *end != NULL;
		if (*end)
			end = &(*end)->next;
	}
	return ok ? whole : NULL;
}

static struct wc_expression *
read_entry(struct wc_condition_reader *r, const struct wc_node *entry)
{
	enum wc_axis_id id;
	const char *label;
	if (strcmp(entry->key, "all") == 0)
		return read_parts(r, entry, WC_EXPRESSION_ALL);
	if (strcmp(entry->key, "any") == 0)
		return read_parts(r, entry, WC_EXPRESSION_ANY);
	if (strcmp(entry->key, "not") == 0) {
		struct wc_expression *inner = wc_condition_read(r, entry);
		return inner ? wc_expression_not(r->reader->arena, r->axes, inner) : NULL;
	}
	if (strcmp(entry->key, "host.osVersion") == 0)
		return wc_condition_version(r, WC_AXIS_HOST_BUILD, WC_AXIS_HOST_REVISION, entry);
	if (strcmp(entry->key, "image.osVersion") == 0)
		return wc_condition_version(r, WC_AXIS_IMAGE_BUILD, WC_AXIS_IMAGE_REVISION, entry);
	if (find_axis(entry->key, &id, &label))
		return wc_condition_value(r, id, label, entry);
	return unknown_key(r, entry);
}

struct wc_expression *
wc_condition_read(struct wc_condition_reader *r, const struct wc_node *node)
{
	struct wc_expression *whole = wc_expression_of(r->reader->arena, WC_EXPRESSION_ALL, NULL, NULL), **end = &whole->first;
	bool ok = true;
	if (node->kind != WC_MAP) {
		wc_reader_fault(r->reader, node, "a condition is a map of facts, this is %s", wc_node_kind_name(node));
		return NULL;
	}
	for (const struct wc_node *entry = node->child; entry; entry = entry->next) {
		*end = read_entry(r, entry);
		ok &= *end != NULL;
		if (*end)
			end = &(*end)->next;
	}
	return ok ? whole : NULL;
}
