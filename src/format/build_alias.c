/* YAML's aliases and merge keys: copies of nodes, under a cap that ends a bomb. */
#include "format/build.h"

#include <string.h>

static bool
refuse_copies(struct wc_builder *b, struct wc_place place)
{
	wc_build_fail(b, place, "aliases unfold to more than %d values", WC_LIMIT_ALIASED);
	return wc_hint(b->err, "no file that people write does: this looks hostile");
}

/* Copies the children of `from`, which lies `depth` levels deep, to `to`. */
static bool
copy_children(struct wc_builder *b, struct wc_place place, const struct wc_node *from, struct wc_node *to, size_t depth)
{
	struct wc_node **link = &to->child;
	if (from->child && depth >= b->deepest) {
		wc_build_fail(b, place, "the alias nests more than %d levels deep", WC_LIMIT_NESTING);
		return wc_hint(b->err, "no file that people write does: this looks hostile");
	}
	for (const struct wc_node *child = from->child; child; child = child->next) {
		if (++b->copies > WC_LIMIT_ALIASED)
			return refuse_copies(b, place);
		struct wc_node *copy = wc_alloc(b->arena, sizeof(*copy));
		*copy = *child;
		copy->child = copy->next = NULL;
		*link = copy;
		link = &copy->next;
		if (!copy_children(b, place, child, copy, depth + 1))
			return false;
	}
	to->count = from->count;
	return true;
}

bool
wc_build_alias(struct wc_builder *b, struct wc_place place, const struct wc_node *target)
{
	bool is_tree = target->kind == WC_LIST || target->kind == WC_MAP;
	if (++b->copies > WC_LIMIT_ALIASED)
		return refuse_copies(b, place);
	if (!is_tree && !wc_build_scalar(b, target->kind, place, target->text, target->length))
		return false;
	if (is_tree && (!wc_build_open(b, target->kind, place) || !copy_children(b, place, target, b->newest, b->depth)))
		return false;
	b->depth -= is_tree;
	struct wc_node *made = is_tree ? b->open[b->depth] : b->newest;
	made->tag = target->tag;
	made->line = target->line;
	made->column = target->column;
	return true;
}

/* The link that holds the child `key` of `map`, or NULL. */
static struct wc_node **
find_link(struct wc_node *map, const char *key)
{
	for (struct wc_node **link = &map->child; *link; link = &(*link)->next)
		if (strcmp((*link)->key, key) == 0)
			return link;
	return NULL;
}

/* Moves the children of `from` to the end of `map`, but for those it has. */
static bool
take_over(struct wc_builder *b, struct wc_node *map, struct wc_node *from)
{
	if (map->count + from->count > WC_LIMIT_MERGED) {
		wc_build_fail(b, (struct wc_place){from->line, from->column}, "\"<<\" merges more than %d keys", WC_LIMIT_MERGED);
		return wc_hint(b->err, "no file that people write does: this looks hostile");
	}
	for (struct wc_node *child = from->child, *next; child; child = next) {
		next = child->next;
		if (find_link(map, child->key))
			continue;
		struct wc_node **end = &map->child;
		while (*end)
			end = &(*end)->next;
		child->next = NULL;
		*end = child;
		map->count++;
	}
	from->child = NULL;
	from->count = 0;
	return true;
}

/* Merges the map, or the maps of the list, that stood under "<<". */
static bool
merge_value(struct wc_builder *b, struct wc_node *map, struct wc_node *merged)
{
	if (merged->kind == WC_MAP)
		return take_over(b, map, merged);
	for (struct wc_node *item = merged->child; item; item = item->next)
		if (item->kind == WC_MAP && !take_over(b, map, item))
			return false;
	return true;
}

bool
wc_build_merge(struct wc_builder *b, struct wc_node *map)
{
	struct wc_node **link;
	while ((link = find_link(map, "<<"))) {
		struct wc_node *merged = *link;
		*link = merged->next;
		map->count--;
		if (!merge_value(b, map, merged))
			return false;
	}
	return true;
}
