/* GitLab pipelines: the images and services of jobs, and the tags of the runners that take them. */
#include "source/workload/gitlab.h"

#include "source/workload/scalar.h"

#include <string.h>

/* Behind a document that says `spec:` stands the pipeline itself. */
static const struct wc_node *
pipeline_of(const struct wc_node *documents)
{
	const struct wc_node *last = documents->child;
	while (last && last->next)
		last = last->next;
	return last;
}

static void
not_read(struct wc_gitlab *g, const struct wc_gitlab_layer *by, const struct wc_node *node, const char *why)
{
	wc_scalar_unresolved(&by->file, g->found, node, "include", why);
}

/* Adds a file of the same repository; its name stands by the root, where the main file is. */
static void
add_file(struct wc_gitlab *g, const struct wc_gitlab_layer *by, const struct wc_node *node)
{
	const char *path = node->text + (node->text[0] == '/');
	struct wc_gitlab_layer *layer = &g->layer[g->count];
	const struct wc_node *documents;
	if (g->count == WC_LIMIT_INCLUDES) {
		not_read(g, by, node, "more files are included than GitLab allows");
		return;
	}
	*layer = (struct wc_gitlab_layer){.path = path, .file = by->file, .lines = {.arena = by->file.arena}};
	layer->file.lines = &layer->lines;
	struct wc_workload_file *file = &layer->file;
	if (strpbrk(path, "*$"))
		not_read(g, by, node, "names of files with * or variables are not followed");
	else if (!file->near || !file->near(file->near_context, file->arena, g->layer[0].file.name, path, &file->name, &file->bytes, &file->length))
		not_read(g, by, node, "this file is not there");
	else if ((g->included += file->length) > WC_LIMIT_INCLUDED_BYTES)
		not_read(g, by, node, "the included files are larger than what is read of them");
	else if (!wc_yaml_read_foreign(file->arena, file->name, file->bytes, file->length, &documents, NULL))
		not_read(g, by, node, "this file is no YAML that can be read");
	else {
		layer->root = pipeline_of(documents);
		layer->top = wc_index_map(file->arena, layer->root);
		g->count++;
	}
}

static bool
is_there(const struct wc_gitlab *g, const char *path)
{
	for (size_t i = 0; i < g->count; i++)
		if (strcmp(g->layer[i].path, path + (*path == '/')) == 0)
			return true;
	return false;
}

/* One item of `include`: a path, or {local: path}; what lies elsewhere is not read. */
static void
include(struct wc_gitlab *g, const struct wc_gitlab_layer *by, const struct wc_node *item)
{
	static const char *const elsewhere[] = {"remote", "template", "component", "project"};
	const struct wc_node *local = item->kind == WC_MAP ? wc_get(item, "local") : item;
	for (size_t i = 0; i < sizeof(elsewhere) / sizeof(elsewhere[0]); i++)
		if (wc_get(item, elsewhere[i]))
			not_read(g, by, wc_get(item, elsewhere[i]), "a file from elsewhere, which is not read here");
	if (!local || !local->text || is_there(g, local->text))
		return;
	if (strstr(local->text, "://"))
		not_read(g, by, local, "a file from elsewhere, which is not read here");
	else
		add_file(g, by, local);
}

/* All that the files include, also those that were included. */
static void
include_all(struct wc_gitlab *g)
{
	for (size_t i = 0; i < g->count; i++) {
		const struct wc_node *list = wc_get(g->layer[i].root, "include");
		if (list && list->kind != WC_LIST)
			include(g, &g->layer[i], list);
		for (const struct wc_node *item = list && list->kind == WC_LIST ? list->child : NULL; item; item = item->next)
			include(g, &g->layer[i], item);
	}
}

/* Of the included files the later one wins: the main file stays in front, the others are turned round. */
static void
put_in_order(struct wc_gitlab *g)
{
	for (size_t i = 1, j = g->count - 1; g->count > 2 && i < j; i++, j--) {
		struct wc_gitlab_layer layer = g->layer[i];
		g->layer[i] = g->layer[j];
		g->layer[j] = layer;
	}
	for (size_t i = 0; i < g->count; i++)
		g->layer[i].file.lines = &g->layer[i].lines;
}

/* Is it a job that runs? One with a dot in front is only there to be extended. */
static bool
is_job(struct wc_gitlab *g, const struct wc_node *node)
{
	static const char *const others[] = {"default", "include", "image", "services", "stages", "variables", "workflow", "cache", "spec"};
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (strcmp(node->key, others[i]) == 0)
			return false;
	if (node->kind != WC_MAP || node->key[0] == '.')
		return false;
	return wc_gitlab_find(g, node->key, "script", NULL).node || wc_gitlab_find(g, node->key, "run", NULL).node;
}

/* Does a file in front have a job of this name? Then it was read there, together with what it is in the others. */
static bool
was_read(const struct wc_gitlab *g, size_t layer, const char *job)
{
	for (size_t i = 0; i < layer; i++)
		if (wc_index_find(&g->layer[i].top, job))
			return true;
	return false;
}

static bool
read(const struct wc_workload_file *file, struct wc_found *found, struct wc_err *err)
{
	struct wc_gitlab g = {.found = found, .count = 1, .drafts = {.arena = file->arena, .found = found}};
	(void)err;
	g.layer = wc_array(file->arena, struct wc_gitlab_layer, WC_LIMIT_INCLUDES + 1);
	const char *slash = strrchr(file->name, '/');
	g.layer[0] = (struct wc_gitlab_layer){.path = slash ? slash + 1 : file->name, .file = *file, .lines = {.arena = file->arena}, .root = pipeline_of(file->documents)};
	g.layer[0].top = wc_index_map(file->arena, g.layer[0].root);
	include_all(&g);
	put_in_order(&g);
	for (size_t i = 0; i < g.count; i++) {
		const struct wc_node *root = g.layer[i].root;
		for (const struct wc_node *node = root && root->kind == WC_MAP ? root->child : NULL; node; node = node->next)
			if (is_job(&g, node) && !was_read(&g, i, node->key))
				wc_gitlab_job(&g, node->key);
	}
	wc_drafts_keep(&g.drafts);
	if (g.looked > WC_LIMIT_LOOKUPS)
		wc_found_unresolved(found, (struct wc_stretch){.file = file->name, .line = 1, .column = 1}, "extends",
		                    "there is more to look through than is followed: images may be missing here");
	return true;
}

static enum wc_claim
claims(const char *name)
{
	if (wc_path_ends(name, "*.gitlab-ci.yml") || wc_path_ends(name, "*.gitlab-ci.yaml"))
		return WC_CLAIM_SURE;
	return strcmp(name, "-") == 0 ? WC_CLAIM_MAYBE : WC_CLAIM_NONE;
}

/* Of a text without a name: jobs with a script, and an image or stages beside them. */
static bool
recognises(const struct wc_workload_file *file)
{
	const struct wc_node *root = pipeline_of(file->documents);
	bool has_script = false;
	for (const struct wc_node *node = root && root->kind == WC_MAP ? root->child : NULL; node; node = node->next)
		has_script = has_script || wc_get(node, "script");
	return has_script && (wc_get(root, "stages") || wc_get(root, "image") || wc_get(root, "default") || wc_get(root, "include"));
}

static const char *const signs[] = {"image", "services", "include", NULL};

const struct wc_workload_reader wc_workload_gitlab = {
	.name = "gitlab",
	.title = "GitLab pipelines",
	.is_tree = true,
	.signs = signs,
	.claims = claims,
	.recognises = recognises,
	.read = read,
};
