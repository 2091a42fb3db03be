/* Values of a GitLab job: its own, those of jobs that it extends, and global ones, over all files of the pipeline. */
#include "source/workload/gitlab.h"

#include <stdlib.h>
#include <string.h>

static int
by_key(const void *a, const void *b)
{
	return strcmp((*(const struct wc_node *const *)a)->key, (*(const struct wc_node *const *)b)->key);
}

static int
is_key(const void *key, const void *node)
{
	return strcmp(key, (*(const struct wc_node *const *)node)->key);
}

void
wc_gitlab_index(struct wc_gitlab_layer *layer)
{
	const struct wc_node *root = layer->root && layer->root->kind == WC_MAP ? layer->root : NULL;
	layer->key = wc_array(layer->file.arena, const struct wc_node *, root ? root->count + 1 : 1);
	layer->key_count = 0;
	for (const struct wc_node *node = root ? root->child : NULL; node; node = node->next)
		layer->key[layer->key_count++] = node;
	qsort(layer->key, layer->key_count, sizeof(*layer->key), by_key);
}

const struct wc_node *
wc_gitlab_top(const struct wc_gitlab_layer *layer, const char *key)
{
	const struct wc_node *const *found = bsearch(key, layer->key, layer->key_count, sizeof(*layer->key), is_key);
	return found ? *found : NULL;
}

/* One look for a value. */
struct looking {
	struct wc_gitlab *g;
	const char *key, *sub;
};

/* What the job itself says, in the first file that says it. */
static struct wc_gitlab_value
find_own(const struct wc_gitlab *g, const char *job, const char *key, const char *sub)
{
	for (size_t i = 0; i < g->count; i++) {
		const struct wc_node *node = wc_get(wc_gitlab_top(&g->layer[i], job), key);
		if (sub)
			node = wc_get(node, sub);
		if (node)
			return (struct wc_gitlab_value){&g->layer[i], node};
	}
	return (struct wc_gitlab_value){0};
}

static struct wc_gitlab_value find(struct looking *l, const char *job, size_t depth);

/* The last of a list of jobs that is extended wins. */
static struct wc_gitlab_value
find_in_list(struct looking *l, const struct wc_node *first, size_t depth)
{
	struct wc_gitlab_value value = {0};
	for (const struct wc_node *name = first; name; name = name->next) {
		struct wc_gitlab_value later = name->text ? find(l, name->text, depth) : (struct wc_gitlab_value){0};
		if (later.node)
			value = later;
	}
	return value;
}

/* Calls itself by way of find_in_list, to WC_LIMIT_EXTENDS levels. */
static struct wc_gitlab_value
find(struct looking *l, const char *job, size_t depth)
{
	if (depth == WC_LIMIT_EXTENDS || l->g->looked++ >= WC_LIMIT_LOOKUPS)
		return (struct wc_gitlab_value){0};
	struct wc_gitlab_value own = find_own(l->g, job, l->key, l->sub);
	if (own.node)
		return own;
	const struct wc_node *extends = find_own(l->g, job, "extends", NULL).node;
	if (extends && extends->text)
		return find(l, extends->text, depth + 1);
	return extends && extends->kind == WC_LIST ? find_in_list(l, extends->child, depth + 1) : own;
}

struct wc_gitlab_value
wc_gitlab_find(struct wc_gitlab *g, const char *job, const char *key, const char *sub)
{
	struct looking l = {.g = g, .key = key, .sub = sub};
	return find(&l, job, 0);
}

struct wc_gitlab_value
wc_gitlab_global(const struct wc_gitlab *g, const char *section, const char *key)
{
	for (size_t i = 0; i < g->count; i++) {
		const struct wc_gitlab_layer *layer = &g->layer[i];
		const struct wc_node *node = section ? wc_get(wc_gitlab_top(layer, section), key) : wc_gitlab_top(layer, key);
		if (node)
			return (struct wc_gitlab_value){&g->layer[i], node};
	}
	return (struct wc_gitlab_value){0};
}
