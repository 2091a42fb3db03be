/* A job of a GitLab pipeline: its image and services, with variables that the files set, on the machines that its tags name. */
#include "source/workload/gitlab.h"

#include "format/expand.h"
#include "source/workload/scalar.h"

#include <string.h>

/* A job with the values of one row of its parallel:matrix. */
struct job {
	struct wc_gitlab *g;
	const char *name;
	const struct wc_row *row;
	wc_arena *arena; /* for this job */
	struct wc_labels labels;
	unsigned depth; /* of variables whose values hold variables */
	size_t filled;  /* variables in the text that is filled in now */
};

enum { VARIABLE_DEPTH = 8 };

static bool fill(struct job *job, const char *text, const char **ret_text, const char **ret_why);

/* A variable is a text, or a map with its text under `value`. */
static const char *
text_of(const struct wc_node *node)
{
	return wc_scalar_text(node && node->kind == WC_MAP ? wc_get(node, "value") : node);
}

/* The value of a variable: that of the row, of the job, of the files; with what it holds filled in. */
static const char *
variable(void *context, const char *name)
{
	struct job *job = context;
	const char *filled, *why;
	const char *text = text_of(wc_row_value(job->row, name, strlen(name)));
	if (!text)
		text = text_of(wc_gitlab_find(job->g, job->name, "variables", name).node);
	if (!text)
		text = text_of(wc_gitlab_global(job->g, "variables", name).node);
	if (!text || strnlen(text, WC_LIMIT_REFERENCE + 1) > WC_LIMIT_REFERENCE || job->depth == VARIABLE_DEPTH || job->filled++ >= WC_LIMIT_FILLED)
		return NULL;
	job->depth++;
	bool known = fill(job, text, &filled, &why);
	job->depth--;
	return known && strlen(filled) <= WC_LIMIT_REFERENCE ? filled : NULL;
}

static bool
fill(struct job *job, const char *text, const char **ret_text, const char **ret_why)
{
	struct wc_expand how = {.arena = job->arena, .value = variable, .context = job, .doubled = true};
	const char *why = strstr(text, "$[[") || strstr(text, "{{") ? wc_unfilled(text) : NULL;
	if (strnlen(text, WC_LIMIT_REFERENCE + 1) > WC_LIMIT_REFERENCE)
		why = "it is too long";
	if (job->depth == 0)
		job->filled = 0;
	if (why)
		*ret_why = why;
	return !why && wc_expand(&how, text, ret_text, ret_why);
}

static void
unresolved(const struct job *job, struct wc_gitlab_value value, const char *why)
{
	wc_scalar_unresolved(&value.layer->file, job->g->found, value.node, value.node->tag ? value.node->tag : "", why);
}

/* `!reference [job, key]`, which GitLab fills in from another job. */
static bool
is_reference(const struct job *job, struct wc_gitlab_value value)
{
	if (!value.node->tag)
		return false;
	unresolved(job, value, "a tag that GitLab resolves: write the image out, or use `extends`");
	return true;
}

static uint8_t
os_of(const struct wc_node *image)
{
	const char *platform = wc_get_text(wc_get(image, "docker"), "platform");
	if (!platform)
		return WC_OS_UNKNOWN;
	return strncmp(platform, "windows", 7) == 0 ? WC_OS_WINDOWS : strncmp(platform, "linux", 5) == 0 ? WC_OS_LINUX : WC_OS_OTHER;
}

/* An image: a text, or a map with its `name`. */
static void
add_image(struct job *job, struct wc_gitlab_value value, const char *subject)
{
	const char *reference, *why = NULL;
	if (is_reference(job, value))
		return;
	struct wc_gitlab_value name = value;
	if (value.node->kind == WC_MAP)
		name.node = wc_get(value.node, "name");
	if (!name.node || name.node->kind != WC_STRING || !*name.node->text || is_reference(job, name))
		return;
	if (!fill(job, name.node->text, &reference, &why)) {
		unresolved(job, name, why);
		return;
	}
	struct wc_use use = {.at = wc_stretch_of(&name.layer->file, name.node), .written = name.node->text, .reference = wc_copyz(job->g->drafts.arena, reference),
	                     .subject = subject, .role = WC_USE_RUN, .os = os_of(value.node)};
	wc_drafts_add(&job->g->drafts, use, &job->labels);
}

/* Is the key among the defaults that the job inherits? `inherit: {default: false}` or a list of keys. */
static bool
inherits(const struct job *job, const char *key)
{
	const struct wc_node *list = wc_gitlab_find(job->g, job->name, "inherit", "default").node;
	if (!list)
		return true;
	if (list->kind != WC_LIST)
		return wc_is_true(list);
	for (const struct wc_node *item = list->child; item; item = item->next)
		if (item->text && strcmp(item->text, key) == 0)
			return true;
	return false;
}

/* The job's own value, that of the jobs it extends, the default, or the old global one. */
static struct wc_gitlab_value
value_of(const struct job *job, const char *key)
{
	struct wc_gitlab_value value = wc_gitlab_find(job->g, job->name, key, NULL);
	if (!value.node && inherits(job, key))
		value = wc_gitlab_global(job->g, "default", key);
	if (!value.node && inherits(job, key))
		value = wc_gitlab_global(job->g, NULL, key);
	return value;
}

static void
read_tags(struct job *job, struct wc_gitlab_value tags)
{
	for (const struct wc_node *tag = tags.node && !is_reference(job, tags) ? tags.node->child : NULL; tag; tag = tag->next) {
		const char *filled, *why = NULL;
		if (!tag->text)
			continue;
		if (fill(job, tag->text, &filled, &why))
			wc_labels_add(&job->labels, wc_copyz(job->g->drafts.arena, filled));
		else
			unresolved(job, (struct wc_gitlab_value){tags.layer, tag}, why);
	}
}

/* The job with the values of one row. */
static void
read_row(struct job *job)
{
	wc_arena *kept = job->g->drafts.arena;
	struct wc_gitlab_value image = value_of(job, "image"), services = value_of(job, "services");
	job->labels = (struct wc_labels){0};
	if (!image.node && !services.node)
		return;
	read_tags(job, value_of(job, "tags"));
	if (image.node)
		add_image(job, image, wc_printf(kept, "job %s", job->name));
	for (const struct wc_node *item = services.node && services.node->kind == WC_LIST ? services.node->child : NULL; item; item = item->next)
		add_image(job, (struct wc_gitlab_value){services.layer, item}, wc_printf(kept, "job %s, service", job->name));
}

/* In memory of its own, but for what the drafts keep: a pipeline may have thousands of jobs. */
void
wc_gitlab_job(struct wc_gitlab *g, const char *name)
{
	struct job job = {.g = g, .name = name, .arena = wc_arena_new()};
	struct wc_rows rows = wc_matrix_lists(job.arena, wc_gitlab_find(g, name, "parallel", "matrix").node);
	for (size_t i = 0; i < rows.count; i++) {
		job.row = &rows.row[i];
		read_row(&job);
	}
	wc_arena_free(job.arena);
}
