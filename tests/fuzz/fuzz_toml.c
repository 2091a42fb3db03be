/* Fuzz target: TOML. What is read is a map whose keys stand once each; what is not is refused with a place. */
#include "fuzz.h"

#include "format/toml.h"

#include <string.h>

static void
check(const struct wc_node *node)
{
	size_t count = 0;
	for (const struct wc_node *child = node->child; child; child = child->next) {
		PROMISE((node->kind == WC_MAP) == (child->key != NULL));
		PROMISE(child->line >= 1 && child->column >= 1);
		PROMISE(!child->key || wc_get(node, child->key) == child);
		check(child);
		count++;
	}
	PROMISE(count == node->count);
	PROMISE((node->kind == WC_LIST || node->kind == WC_MAP) == (node->text == NULL));
	PROMISE(!node->text || strlen(node->text) == node->length);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	wc_arena *arena = wc_arena_new();
	struct wc_err err = {0};
	const struct wc_node *root;
	if (wc_toml_read(arena, "f", (const char *)data, size, &root, &err)) {
		PROMISE(root->kind == WC_MAP && !root->next);
		check(root);
	} else {
		PROMISE(err.fault == WC_FAULT_INPUT && strncmp(err.text, "f", 1) == 0);
	}
	wc_arena_free(arena);
	return 0;
}
