/* Fuzz target: JSON. What is read, written again and read again is the same tree. */
#include "fuzz.h"

#include "base/text.h"
#include "format/json_write.h"
#include "format/tree.h"

#include <string.h>

static void
write_node(struct wc_json_out *out, const struct wc_node *node)
{
	switch (node->kind) {
	case WC_NULL:
		wc_json_null(out, node->key);
		break;
	case WC_BOOL:
		wc_json_bool(out, node->key, strcmp(node->text, "true") == 0);
		break;
	case WC_NUMBER: /* numbers are kept as text: a string has the same text */
	case WC_STRING:
		wc_json_bytes(out, node->key, node->text, node->length);
		break;
	case WC_LIST:
	case WC_MAP:
		if (out->depth >= 60) { /* the writer's levels are fewer than the reader's */
			wc_json_null(out, node->key);
			break;
		}
		if (node->kind == WC_MAP)
			wc_json_map(out, node->key);
		else
			wc_json_list(out, node->key);
		for (const struct wc_node *child = node->child; child; child = child->next)
			write_node(out, child);
		wc_json_end(out);
	}
}

static bool
is_group(const struct wc_node *node)
{
	return node->kind == WC_LIST || node->kind == WC_MAP;
}

static void
compare(const struct wc_node *a, const struct wc_node *b, unsigned depth)
{
	PROMISE(!a->key == !b->key && (!a->key || strcmp(a->key, b->key) == 0));
	if (!is_group(a)) {
		PROMISE(a->length == b->length && (!a->text || memcmp(a->text, b->text, a->length) == 0));
		return;
	}
	if (depth >= 60)
		return;
	PROMISE(a->kind == b->kind && a->count == b->count);
	const struct wc_node *m = a->child, *n = b->child;
	for (; m && n; m = m->next, n = n->next)
		compare(m, n, depth + 1);
	PROMISE(!m && !n);
}

static void
check_error(const struct wc_err *err)
{
	PROMISE(err->fault == WC_FAULT_INPUT && err->text[0] && err->hint[0]);
	for (const char *p = err->text; *p; p++)
		PROMISE((unsigned char)*p >= ' ' && *p != 0x7f);
}

static void
round_trip(const struct wc_node *root, bool pretty)
{
	wc_arena *arena = wc_arena_new();
	struct wc_text text = {.arena = arena};
	struct wc_json_out out = {.text = &text, .pretty = pretty};
	struct wc_err err = {0};
	const struct wc_node *again;
	write_node(&out, root);
	PROMISE(wc_json_read(arena, "again", text.bytes, text.length, &again, &err));
	compare(root, again, 0);
	wc_arena_free(arena);
}

/* Short keys, so that a fuzzer comes by them. */
static bool
unwanted(const char *key)
{
	return strcmp(key, "a") == 0 || strcmp(key, "") == 0 || strcmp(key, "k") == 0;
}

/* `part` is `all` but for what is unwanted. */
static void
compare_part(const struct wc_node *all, const struct wc_node *part)
{
	bool is_empty = all->key && is_group(all) && unwanted(all->key);
	PROMISE(all->kind == part->kind && all->line == part->line && all->column == part->column);
	PROMISE(!all->key == !part->key && (!all->key || strcmp(all->key, part->key) == 0));
	PROMISE(all->length == part->length && (!all->text || memcmp(all->text, part->text, all->length) == 0));
	PROMISE(part->count == (is_empty ? 0 : all->count));
	const struct wc_node *m = is_empty ? NULL : all->child, *n = part->child;
	for (; m && n; m = m->next, n = n->next)
		compare_part(m, n);
	PROMISE(!m && !n);
}

/* What is good or bad for one is so for the other, in the same words. */
static void
read_part(wc_arena *arena, const char *text, size_t size)
{
	struct wc_err err = {0}, err_of_part = {0};
	const struct wc_node *all, *part;
	bool is_good = wc_json_read(arena, "input", text, size, &all, &err);
	PROMISE(wc_json_read_part(arena, "input", text, size, unwanted, &part, &err_of_part) == is_good);
	if (is_good)
		compare_part(all, part);
	else
		PROMISE(strcmp(err.text, err_of_part.text) == 0 && strcmp(err.hint, err_of_part.hint) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	wc_arena *arena = wc_arena_new();
	struct wc_err err = {0};
	const struct wc_node *root, *list;
	if (wc_json_read(arena, "input", (const char *)data, size, &root, &err)) {
		round_trip(root, false);
		round_trip(root, true);
		PROMISE(wc_json_read_many(arena, "input", (const char *)data, size, &list, &err) && list->count == 1);
	} else {
		check_error(&err);
	}
	read_part(arena, (const char *)data, size);
	if (!wc_json_read_many(arena, "input", (const char *)data, size, &list, &err))
		check_error(&err);
	else
		PROMISE(wc_json_read_commented(arena, "input", (const char *)data, size, &root, &err) && root->count == list->count);
	if (!wc_json_read_commented(arena, "input", (const char *)data, size, &list, &err))
		check_error(&err);
	wc_arena_free(arena);
	return 0;
}
