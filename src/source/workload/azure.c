/* Azure Pipelines: containers of jobs, the images behind them, and the machines of their pools. */
#include "source/workload/azure.h"

#include "source/workload/scalar.h"

#include <string.h>

static const char elsewhere[] = "a template, which is not read here: scan the expanded pipeline (Download full YAML)";

static void read_list(struct wc_azure *a, const struct wc_azure_level *up, const struct wc_node *list);

static void
unresolved(const struct wc_azure *a, const struct wc_node *node)
{
	wc_scalar_unresolved(a->file, a->found, node, "template", elsewhere);
}

static void
read_steps(const struct wc_azure *a, const struct wc_node *node)
{
	const struct wc_node *steps = wc_get(node, "steps");
	for (const struct wc_node *step = steps && steps->kind == WC_LIST ? steps->child : NULL; step; step = step->next)
		if (wc_get(step, "template"))
			unresolved(a, wc_get(step, "template"));
}

/* A job, whose name may be missing. */
static void
read_job(struct wc_azure *a, const struct wc_azure_level *up, const struct wc_node *node, const char *kind)
{
	const char *name = wc_get_text(node, kind);
	const char *subject = wc_printf(a->file->arena, "%s %s", kind, name && *name ? name : "without a name");
	read_steps(a, node);
	wc_azure_job(a, up, node, subject);
}

/* A stage, a job, a template, or a condition with a list of them. */
static void
read_item(struct wc_azure *a, const struct wc_azure_level *up, const struct wc_node *item)
{
	if (wc_get(item, "template"))
		unresolved(a, wc_get(item, "template"));
	else if (wc_get(item, "job"))
		read_job(a, up, item, "job");
	else if (wc_get(item, "deployment"))
		read_job(a, up, item, "deployment");
	else if (wc_get(item, "jobs")) {
		struct wc_azure_level level = wc_azure_level_of(a, up, item);
		read_list(a, &level, wc_get(item, "jobs"));
	}
	for (const struct wc_node *child = item->kind == WC_MAP ? item->child : NULL; child; child = child->next)
		if (strncmp(child->key, "${{", 3) == 0)
			read_list(a, up, child);
}

/* Calls itself by way of read_item, as deep as the text nests. */
static void
read_list(struct wc_azure *a, const struct wc_azure_level *up, const struct wc_node *list)
{
	for (const struct wc_node *item = list && list->kind == WC_LIST ? list->child : NULL; item; item = item->next)
		read_item(a, up, item);
}

/* Containers that no job of this file uses are told, too: a template may use them. */
static void
read_unused(struct wc_azure *a, const struct wc_azure_level *level)
{
	const struct wc_row none = {0};
	for (size_t i = 0; i < a->containers.count; i++) {
		const struct wc_index_entry *entry = &a->containers.entry[i];
		const struct wc_node *image = wc_get(entry->node, "image");
		const char *why = NULL;
		if (entry->is_used || !image || image->kind != WC_STRING)
			continue;
		const char *text = wc_azure_fill(a, level, &none, image->text, &why);
		if (!text)
			wc_scalar_unresolved(a->file, a->found, image, NULL, why);
		else if (*text)
			wc_found_use(a->found, &(struct wc_use){.at = wc_stretch_of(a->file, image), .written = image->text, .reference = text,
			                                        .subject = wc_printf(a->file->arena, "container %s", entry->name),
			                                        .role = WC_USE_RUN});
	}
}

static bool
read(const struct wc_workload_file *file, struct wc_found *found, struct wc_err *err)
{
	const struct wc_node *root = file->documents->child, *extends = wc_get(wc_get(root, "extends"), "template");
	struct wc_azure a = {.file = file, .found = found, .drafts = {.arena = file->arena, .found = found}};
	(void)err;
	a.containers = wc_index_list(file->arena, wc_get(wc_get(root, "resources"), "containers"), "container");
	struct wc_azure_level level = wc_azure_level_of(&a, NULL, root);
	if (extends)
		unresolved(&a, extends);
	read_list(&a, &level, wc_get(root, "stages"));
	read_list(&a, &level, wc_get(root, "jobs"));
	if (wc_get(root, "steps")) {
		read_steps(&a, root);
		wc_azure_job(&a, &level, root, "the job");
	}
	wc_drafts_keep(&a.drafts);
	read_unused(&a, &level);
	if (a.rows > WC_LIMIT_ROWS_READ)
		wc_found_unresolved(found, (struct wc_stretch){.file = file->name, .line = 1, .column = 1}, "matrix",
		                    "the matrices have more rows than are followed: images may be missing here");
	return true;
}

static enum wc_claim
claims(const char *name)
{
	if (!wc_path_ends(name, "*.yml") && !wc_path_ends(name, "*.yaml"))
		return WC_CLAIM_NONE;
	return strstr(name, "azure-pipelines") ? WC_CLAIM_SURE : WC_CLAIM_MAYBE;
}

/* A list of stages, jobs or steps that look like these: GitLab's stages are words. */
static bool
recognises(const struct wc_workload_file *file)
{
	static const char *const lists[] = {"stages", "jobs", "steps"};
	static const char *const marks[] = {"stage", "job", "deployment", "task", "script", "bash", "pwsh", "powershell", "checkout", "template"};
	const struct wc_node *root = file->documents->child;
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		const struct wc_node *list = wc_get(root, lists[i]), *first = list && list->kind == WC_LIST ? list->child : NULL;
		for (size_t j = 0; first && j < sizeof(marks) / sizeof(marks[0]); j++)
			if (wc_get(first, marks[j]))
				return true;
	}
	return wc_get(wc_get(root, "extends"), "template") && wc_get(root, "resources");
}

static const char *const signs[] = {"container", "template", NULL};

const struct wc_workload_reader wc_workload_azure = {
	.name = "azure",
	.title = "Azure Pipelines",
	.is_tree = true,
	.signs = signs,
	.claims = claims,
	.recognises = recognises,
	.read = read,
};
