/* GitHub workflows and actions: containers, services, steps that are images, and the machines that jobs run on. */
#include "source/workload/github.h"

#include "source/workload/scalar.h"

#include <string.h>

static const struct wc_rows no_matrix = {.row = &(struct wc_row){0}, .count = 1};
static const struct wc_labels no_labels = {0};

void
wc_github_jobs(const struct wc_github *g, const struct wc_node *workflow)
{
	const struct wc_node *jobs = wc_get(workflow, "jobs");
	for (const struct wc_node *job = jobs && jobs->kind == WC_MAP ? jobs->child : NULL; job; job = job->next)
		wc_github_job(g, job);
}

/* The documents of a file that is named by another one; NULL where it cannot be read: it is read, and its faults told, by itself. */
static const struct wc_node *
documents_of(const struct wc_workload_file *file)
{
	const struct wc_node *documents;
	return wc_yaml_read_foreign(file->arena, file->name, file->bytes, file->length, &documents, NULL) ? documents : NULL;
}

/* All workflows of a repository lie in one folder. */
static const char *
name_in_folder(const char *uses)
{
	static const char folder[] = "./.github/workflows/";
	return strncmp(uses, folder, sizeof(folder) - 1) == 0 && !strchr(uses + sizeof(folder) - 1, '/') ? uses + sizeof(folder) - 1 : NULL;
}

void
wc_github_call(const struct wc_github *g, const struct wc_node *job)
{
	const struct wc_node *uses = wc_get(job, "uses");
	if (!uses || !uses->text)
		return;
	const char *name = name_in_folder(uses->text);
	struct wc_lines lines = {.arena = g->file->arena};
	struct wc_workload_file file = *g->file;
	if (!name && !g->scope.is_called)
		wc_scalar_unresolved(g->file, g->found, uses, NULL, "a workflow of another repository, which is not read here");
	if (!name || g->depth == WC_LIMIT_CALL_DEPTH || g->count->called == WC_LIMIT_CALLED || !file.near ||
	    !file.near(file.near_context, file.arena, file.name, name, &file.name, &file.bytes, &file.length) ||
	    file.length > WC_LIMIT_CALLED_BYTES || strcmp(file.name, g->file->name) == 0 || !(file.documents = documents_of(&file)))
		return;
	g->count->called++;
	const struct wc_node *workflow = file.documents->child;
	struct wc_github called = *g;
	file.lines = &lines;
	called.file = &file;
	called.caller = wc_printf(file.arena, "%sjob %s > ", g->caller, job->key);
	called.depth++;
	called.scope = (struct wc_scope){.is_called = true, .given = wc_get(job, "with"),
	                                 .declared = wc_get(wc_get(wc_get(workflow, "on"), "workflow_call"), "inputs")};
	wc_github_jobs(&called, workflow);
}

/* An action: an image by itself, or steps that are images. A Dockerfile that it builds is read as a Dockerfile. */
static void
read_action(const struct wc_github *g, const struct wc_node *action)
{
	const struct wc_node *runs = wc_get(action, "runs"), *image = wc_get(runs, "image");
	struct wc_node step = {.kind = WC_MAP}, list = {.kind = WC_LIST, .child = &step}, uses;
	wc_github_steps(g, wc_get(runs, "steps"), "action, ", &no_labels, &no_matrix);
	if (!image)
		return;
	uses = *image;
	uses.key = "uses";
	uses.next = NULL;
	step.child = &uses;
	wc_github_steps(g, &list, "action, ", &no_labels, &no_matrix);
}

static bool
is_action(const struct wc_node *document)
{
	return wc_get(wc_get(document, "runs"), "using") != NULL;
}

static bool
is_workflow(const struct wc_node *document)
{
	const struct wc_node *jobs = wc_get(document, "jobs");
	const struct wc_node *first = jobs && jobs->kind == WC_MAP ? jobs->child : NULL;
	return first && wc_get(document, "on") && (wc_get(first, "runs-on") || wc_get(first, "uses"));
}

static bool
read(const struct wc_workload_file *file, struct wc_found *found, struct wc_err *err)
{
	struct wc_github_count count = {0};
	struct wc_github g = {.file = file, .found = found, .caller = "", .count = &count};
	(void)err;
	if (is_action(file->documents->child))
		read_action(&g, file->documents->child);
	else
		wc_github_jobs(&g, file->documents->child);
	if (count.rows > WC_LIMIT_ROWS_READ)
		wc_found_unresolved(found, (struct wc_stretch){.file = file->name, .line = 1, .column = 1}, "matrix",
		                    "the matrices have more rows than are followed: images may be missing here");
	return true;
}

static enum wc_claim
claims(const char *name)
{
	if (!wc_path_ends(name, "*.yml") && !wc_path_ends(name, "*.yaml"))
		return WC_CLAIM_NONE;
	/* Forgejo and Gitea run the same format from folders of their own. */
	static const char *const folders[] = {".github/workflows/", ".forgejo/workflows/", ".gitea/workflows/"};
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		if (strstr(name, folders[i]))
			return WC_CLAIM_SURE;
	return WC_CLAIM_MAYBE;
}

static bool
recognises(const struct wc_workload_file *file)
{
	return is_workflow(file->documents->child) || is_action(file->documents->child);
}

static const char *const signs[] = {"jobs", "runs", NULL};

const struct wc_workload_reader wc_workload_github = {
	.name = "github",
	.title = "GitHub workflows and actions",
	.is_tree = true,
	.signs = signs,
	.claims = claims,
	.recognises = recognises,
	.read = read,
};
