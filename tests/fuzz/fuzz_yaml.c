/* Fuzz target: YAML. Every node has its place, every string ends where its length says. */
#include "fuzz.h"

#include "format/tree.h"

#include <string.h>

static void
check_node(const struct wc_node *node, bool in_map)
{
	size_t count = 0;
	PROMISE(node->line > 0 && node->column > 0);
	PROMISE(in_map == (node->key != NULL) && (!in_map || node->key_line > 0));
	PROMISE(node->kind == WC_STRING || node->kind == WC_LIST || node->kind == WC_MAP);
	PROMISE((node->kind == WC_STRING) == (node->text != NULL));
	PROMISE(!node->text || strlen(node->text) == node->length);
	for (const struct wc_node *child = node->child; child; child = child->next, count++)
		check_node(child, node->kind == WC_MAP);
	PROMISE(count == node->count);
}

static void
read_one(const uint8_t *data, size_t size, bool foreign)
{
	wc_arena *arena = wc_arena_new();
	struct wc_err err = {0};
	const struct wc_node *documents;
	bool read = foreign ? wc_yaml_read_foreign(arena, "input", (const char *)data, size, &documents, &err)
	                    : wc_yaml_read(arena, "input", (const char *)data, size, &documents, &err);
	if (read) {
		PROMISE(documents->kind == WC_LIST && documents->count > 0);
		check_node(documents, false);
	} else {
		PROMISE(err.fault == WC_FAULT_INPUT && err.text[0] && err.hint[0]);
	}
	wc_arena_free(arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	read_one(data, size, false);
	read_one(data, size, true);
	return 0;
}
