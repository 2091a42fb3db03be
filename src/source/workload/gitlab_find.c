/* Values of a GitLab job: its own, those of jobs that it extends, and global ones, over all files of the pipeline. */
#include "source/workload/gitlab.h"

#include <string.h>

/* What a map has under `key`; large maps are counted by their size. */
static const struct wc_node *
look(struct wc_gitlab *g, const struct wc_node *map, const char *key)
{
	if (!map || (g->looked += map->count) > WC_LIMIT_LOOKUPS)
		return NULL;
	return wc_get(map, key);
}

/* One look for a value. */
struct looking {
	struct wc_gitlab *g;
	const char *key, *sub;
	const char *through[WC_LIMIT_EXTENDS]; /* the jobs that led here: a circle ends there */
};

/* What the job itself says, in the first file that says it. */
static struct wc_gitlab_value
find_own(struct wc_gitlab *g, const char *job, const char *key, const char *sub)
{
	for (size_t i = 0; i < g->count; i++) {
		const struct wc_node *node = look(g, wc_index_find(&g->layer[i].top, job), key);
		if (sub)
			node = look(g, node, sub);
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

static bool
is_circle(const struct looking *l, const char *job, size_t depth)
{
	for (size_t i = 0; i < depth; i++)
		if (strcmp(l->through[i], job) == 0)
			return true;
	return false;
}

/* Calls itself by way of find_in_list, to WC_LIMIT_EXTENDS levels. */
static struct wc_gitlab_value
find(struct looking *l, const char *job, size_t depth)
{
	if (depth == WC_LIMIT_EXTENDS || is_circle(l, job, depth) || l->g->looked++ >= WC_LIMIT_LOOKUPS)
		return (struct wc_gitlab_value){0};
	l->through[depth] = job;
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
wc_gitlab_global(struct wc_gitlab *g, const char *section, const char *key)
{
	for (size_t i = 0; i < g->count; i++) {
		const struct wc_gitlab_layer *layer = &g->layer[i];
		const struct wc_node *node = section ? look(g, wc_index_find(&layer->top, section), key) : wc_index_find(&layer->top, key);
		if (node)
			return (struct wc_gitlab_value){&g->layer[i], node};
	}
	return (struct wc_gitlab_value){0};
}
