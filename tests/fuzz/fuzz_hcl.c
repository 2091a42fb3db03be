/* Fuzz target: HCL. Every string ends where its length says, every place is one. */
#include "fuzz.h"

#include "format/hcl.h"

#include <string.h>

static void
check(const struct wc_node *node)
{
	size_t count = 0;
	PROMISE(node->line >= 1 && node->column >= 1);
	PROMISE(!node->text || strlen(node->text) == node->length);
	for (const struct wc_node *child = node->child; child; child = child->next, count++)
		check(child);
	PROMISE(count == node->count);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	wc_arena *arena = wc_arena_new();
	struct wc_err err = {0};
	const struct wc_node *list;
	if (wc_hcl_read(arena, "input", (const char *)data, size, &list, &err)) {
		PROMISE(list->kind == WC_LIST);
		check(list);
	} else {
		PROMISE(err.fault == WC_FAULT_INPUT && err.text[0] && err.hint[0]);
	}
	wc_arena_free(arena);
	return 0;
}
