/* A job of an Azure pipeline: its container, its services and the targets of its steps, on the machines of its pool. */
#include "source/workload/azure.h"

#include "source/workload/scalar.h"

#include <string.h>
#include <strings.h>

/* A job with the values of one leg of its matrix. */
struct job {
	struct wc_azure *a;
	const struct wc_azure_level *level;
	const struct wc_row *row;
	const char *subject;
	struct wc_labels labels;
};

/* The legs of strategy.matrix: maps of variables by name. An expression that makes them is one leg without any. */
static struct wc_rows
legs_of(wc_arena *arena, const struct wc_node *matrix)
{
	size_t count = matrix && matrix->count < WC_LIMIT_MATRIX ? matrix->count : WC_LIMIT_MATRIX;
	struct wc_rows rows = {.row = wc_array(arena, struct wc_row, matrix ? count + 1 : 1)};
	for (const struct wc_node *leg = matrix && matrix->kind == WC_MAP ? matrix->child : NULL; leg; leg = leg->next) {
		if (leg->kind != WC_MAP || rows.count == count)
			continue;
		struct wc_row *row = &rows.row[rows.count++];
		row->pair = wc_array(arena, struct wc_pair, WC_LIMIT_MATRIX_LISTS);
		for (const struct wc_node *value = leg->child; value && row->count < WC_LIMIT_MATRIX_LISTS; value = value->next)
			row->pair[row->count++] = (struct wc_pair){value->key, value};
	}
	rows.count += rows.count == 0;
	return rows;
}

/* Fills `node` in; a text that is not known is told. */
static const char *
fill(const struct job *job, const struct wc_node *node)
{
	const char *why = NULL, *filled = wc_azure_fill(job->a, job->level, job->row, node->text, &why);
	if (!filled)
		wc_scalar_unresolved(job->a->file, job->a->found, node, NULL, why);
	return filled;
}

static void
add_demand(struct wc_labels *labels, const struct wc_node *demand)
{
	/* "Agent.OS -equals Windows_NT" is the only one that says something of the machine's system. */
	if (demand->text && strncasecmp(demand->text, "Agent.OS", 8) == 0 && strchr(" -", demand->text[8]) && strstr(demand->text, "Windows"))
		labels->os = WC_OS_WINDOWS;
}

static bool
is_conditional(const struct wc_node *node)
{
	return node->key && strncmp(node->key, "${{", 3) == 0;
}

/* The machines of a pool: its vmImage, else its name and demands; of `${{ if … }}` all branches. */
static void
add_pool(struct job *job, const struct wc_node *pool)
{
	const struct wc_node *image = wc_get(pool, "vmImage"), *name = pool->kind == WC_MAP ? wc_get(pool, "name") : pool;
	const struct wc_node *demands = wc_get(pool, "demands"), *label = image ? image : name;
	const char *text = wc_scalar_text(label) ? fill(job, label) : NULL;
	if (text && strcmp(text, "Azure Pipelines") != 0)
		wc_labels_add(&job->labels, text);
	if (demands && demands->text)
		add_demand(&job->labels, demands);
	for (const struct wc_node *item = demands && demands->kind == WC_LIST ? demands->child : NULL; item; item = item->next)
		add_demand(&job->labels, item);
	for (const struct wc_node *child = pool->kind == WC_MAP ? pool->child : NULL; child; child = child->next)
		if (is_conditional(child) && child->kind == WC_MAP)
			add_pool(job, child);
}

static const struct wc_node *
pool_of(const struct wc_azure_level *level)
{
	while (level && !level->pool)
		level = level->up;
	return level ? level->pool : NULL;
}

static void
add_use(struct job *job, const struct wc_node *node, const char *reference, const char *subject)
{
	struct wc_use use = {.at = wc_stretch_of(job->a->file, node), .written = node->text, .reference = reference, .subject = subject,
	                     .role = WC_USE_RUN};
	if (*reference)
		wc_drafts_add(&job->a->drafts, use, &job->labels);
}

/* A container by its alias in resources, or by its image. */
static void
add_container(struct job *job, const struct wc_node *node, const char *what)
{
	if (node && node->kind == WC_MAP)
		node = wc_get(node, wc_get(node, "image") ? "image" : "alias");
	const char *text = node && node->kind == WC_STRING ? fill(job, node) : NULL;
	if (!text || !*text)
		return;
	const char *subject = wc_printf(job->a->file->arena, "%s%s", job->subject, what);
	struct wc_index_entry *resource = wc_index_entry(&job->a->containers, text);
	if (!resource) {
		add_use(job, node, text, subject);
		return;
	}
	const struct wc_node *image = wc_get(resource->node, "image");
	const char *filled = image && image->kind == WC_STRING ? fill(job, image) : NULL;
	resource->is_used = true;
	if (filled)
		add_use(job, image, filled, subject);
}

/* The steps that run in a container of their own. */
static void
add_targets(struct job *job, const struct wc_node *steps)
{
	for (const struct wc_node *step = steps && steps->kind == WC_LIST ? steps->child : NULL; step; step = step->next) {
		const struct wc_node *target = wc_get(step, "target");
		const struct wc_node *name = target && target->kind == WC_MAP ? wc_get(target, "container") : target;
		if (name && name->text && strcmp(name->text, "host") != 0)
			add_container(job, name, ", target of a step");
	}
}

static void
read_leg(struct job *job, const struct wc_node *node)
{
	const struct wc_node *container = wc_get(node, "container"), *services = wc_get(node, "services"), *pool = pool_of(job->level);
	job->labels = (struct wc_labels){0};
	if (pool)
		add_pool(job, pool);
	add_container(job, container ? container : job->a->container, "");
	for (const struct wc_node *service = services && services->kind == WC_MAP ? services->child : NULL; service; service = service->next)
		add_container(job, service, wc_printf(job->a->file->arena, ", service %s", service->key));
	add_targets(job, wc_get(node, "steps"));
}

/* Has the job any line that names an image? Others are passed over, whatever their pools say. */
static bool
has_images(const struct wc_azure *a, const struct wc_node *node)
{
	if (a->container || wc_get(node, "container") || wc_get(node, "services"))
		return true;
	const struct wc_node *steps = wc_get(node, "steps");
	for (const struct wc_node *step = steps && steps->kind == WC_LIST ? steps->child : NULL; step; step = step->next)
		if (wc_get(step, "target"))
			return true;
	return false;
}

void
wc_azure_job(struct wc_azure *a, const struct wc_azure_level *up, const struct wc_node *node, const char *subject)
{
	if (!has_images(a, node) || a->rows > WC_LIMIT_ROWS_READ)
		return;
	struct wc_azure_level level = up->up || wc_get(node, "job") || wc_get(node, "deployment") ? wc_azure_level_of(a, up, node) : *up;
	struct job job = {.a = a, .level = &level, .subject = subject};
	struct wc_rows rows = legs_of(a->file->arena, wc_get(wc_get(node, "strategy"), "matrix"));
	for (size_t i = 0; i < rows.count && a->rows++ < WC_LIMIT_ROWS_READ; i++) {
		job.row = &rows.row[i];
		read_leg(&job, node);
	}
}
