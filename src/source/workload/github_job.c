/* A job of a GitHub workflow: container, services and steps that are images, over the rows of its matrix. */
#include "source/workload/github.h"

#include "source/workload/scalar.h"

#include <string.h>

/* One line that names an image, wherever it stands in a job. */
struct line {
	const struct wc_github *g;
	const struct wc_rows *rows;
	const struct wc_labels *labels; /* by row */
	const char *subject;
	size_t skipped; /* bytes in front of the image: "docker://" */
	struct wc_drafts drafts;
	const struct wc_node *unknown; /* what could not be resolved in some row, */
	const char *why;               /* and why: said once, whatever the number of rows */
};

static const char docker_scheme[] = "docker://";

/* What to point at: the value where a matrix of this file holds it, which can be edited there; else what is written. */
static const struct wc_node *
stands_at(const struct wc_node *written, const struct wc_node *value)
{
	const char *inside = written->text + 3;
	bool is_matrix = value != written && strncmp(inside + strspn(inside, " \t"), "matrix", 6) == 0;
	return is_matrix ? value : written;
}

static struct wc_stretch
place_of(const struct line *line, const struct wc_node *node)
{
	struct wc_stretch at = wc_stretch_of(line->g->file, node);
	if (at.length > line->skipped) {
		at.column += line->skipped;
		at.length -= line->skipped;
	}
	return at;
}

/* What the line means with the values of one row. */
static void
add_row(struct line *line, const struct wc_node *written, size_t i)
{
	struct wc_scope scope = line->g->scope;
	scope.row = &line->rows->row[i];
	const char *why = NULL;
	const struct wc_node *value = wc_expression_node(&scope, written, &why);
	const char *text = value ? wc_scalar_text(value) : NULL;
	const char *filled = text ? wc_expression_fill(line->g->file->arena, &scope, text, &why) : NULL;
	if (filled && !why)
		why = wc_unfilled(filled);
	if (why) {
		line->unknown = written;
		line->why = why;
	}
	if (why || !filled || strlen(filled) <= line->skipped)
		return;
	const struct wc_node *node = stands_at(written, value);
	wc_drafts_add(&line->drafts,
	              (struct wc_use){.at = place_of(line, node), .written = node->text + line->skipped,
	                              .reference = filled + line->skipped, .subject = line->subject, .role = WC_USE_RUN},
	              &line->labels[i]);
}

static bool
names_input(const struct wc_node *node)
{
	if (!node)
		return false;
	if (node->text)
		return strstr(node->text, "inputs") != NULL;
	for (const struct wc_node *child = node->child; child; child = child->next)
		if (names_input(child))
			return true;
	return false;
}

/* Of an image or a container for each row: a container may be a string or a map, also where an expression names it. */
static void
read_line(struct line *line, const struct wc_node *node)
{
	line->drafts = (struct wc_drafts){.arena = line->g->file->arena, .found = line->g->found};
	line->unknown = NULL;
	for (size_t i = 0; node && i < line->rows->count && line->g->count->rows <= WC_LIMIT_ROWS_READ; i++) {
		struct wc_scope scope = line->g->scope;
		const char *why = NULL;
		scope.row = &line->rows->row[i];
		line->g->count->rows++;
		const struct wc_node *container = wc_expression_node(&scope, node, &why);
		const struct wc_node *image = container && container->kind == WC_MAP ? wc_get(container, "image") : node;
		if (image && image->text)
			add_row(line, image, i);
	}
	if (line->unknown)
		wc_scalar_unresolved(line->g->file, line->g->found, line->unknown, NULL, line->why);
	wc_drafts_keep(&line->drafts);
}

void
wc_github_steps(const struct wc_github *g, const struct wc_node *steps, const char *subject, const struct wc_labels *labels,
                const struct wc_rows *rows)
{
	size_t number = 0;
	for (const struct wc_node *step = steps && steps->kind == WC_LIST ? steps->child : NULL; step; step = step->next) {
		const struct wc_node *uses = wc_get(step, "uses");
		number++;
		if (!uses || !uses->text || strncmp(uses->text, docker_scheme, sizeof(docker_scheme) - 1) != 0)
			continue;
		struct line line = {.g = g, .rows = rows, .labels = labels, .skipped = sizeof(docker_scheme) - 1,
		                    .subject = wc_printf(g->file->arena, "%sstep %zu", subject, number)};
		read_line(&line, uses);
	}
}

/* Adds the labels of runs-on: a word, a list, or {group, labels}; a phrase in `*ret_why` where one cannot be known. */
static void
add_labels(const struct wc_github *g, const struct wc_scope *scope, const struct wc_node *node, struct wc_labels *labels,
           const char **ret_why)
{
	const char *why = NULL;
	const struct wc_node *value = wc_expression_node(scope, node, &why);
	if (value && value->kind == WC_MAP)
		value = wc_expression_node(scope, wc_get(value, "labels"), &why);
	for (const struct wc_node *item = value && value->kind == WC_LIST ? value->child : NULL; item && !why; item = item->next) {
		const char *text = item->text ? wc_expression_fill(g->file->arena, scope, item->text, &why) : NULL;
		if (text)
			wc_labels_add(labels, text);
	}
	const char *text = value && value->text && !why ? wc_expression_fill(g->file->arena, scope, value->text, &why) : NULL;
	if (text && !why)
		why = wc_unfilled(text);
	if (text && !why)
		wc_labels_add(labels, text);
	if (why)
		*ret_why = why;
}

/* The labels of each row; what is not known is said once, where the job has images at all. */
static const struct wc_labels *
labels_by_row(const struct wc_github *g, const struct wc_node *runs_on, const struct wc_rows *rows, const char **ret_why)
{
	struct wc_labels *labels = wc_array(g->file->arena, struct wc_labels, rows->count + 1);
	for (size_t i = 0; runs_on && i < rows->count; i++) {
		struct wc_scope scope = g->scope;
		scope.row = &rows->row[i];
		add_labels(g, &scope, runs_on, &labels[i], ret_why);
	}
	return labels;
}

/* Of a called workflow only what its inputs change: the rest is told where the workflow itself is read. */
static void
read_images(const struct wc_github *g, const struct wc_node *job, struct line *line, const char *subject)
{
	bool all = !g->scope.is_called || names_input(wc_get(job, "runs-on"));
	const struct wc_node *container = wc_get(job, "container"), *services = wc_get(job, "services");
	line->subject = wc_printf(g->file->arena, "%scontainer", subject);
	if (all || names_input(container))
		read_line(line, container);
	for (const struct wc_node *service = services && services->kind == WC_MAP ? services->child : NULL; service; service = service->next) {
		line->subject = wc_printf(g->file->arena, "%sservice %s", subject, service->key);
		if (all || names_input(service))
			read_line(line, service);
	}
	if (all)
		wc_github_steps(g, wc_get(job, "steps"), subject, line->labels, line->rows);
}

static void
read_job(const struct wc_github *g, const struct wc_node *job)
{
	const char *why = NULL, *subject = wc_printf(g->file->arena, "%sjob %s, ", g->caller, job->key);
	const struct wc_node *runs_on = wc_get(job, "runs-on");
	struct wc_rows rows = wc_matrix_rows(g->file->arena, wc_get(wc_get(job, "strategy"), "matrix"));
	struct line line = {.g = g, .rows = &rows, .labels = labels_by_row(g, runs_on, &rows, &why)};
	size_t before = g->found->use_count;
	read_images(g, job, &line, subject);
	if (why && g->found->use_count > before)
		wc_scalar_unresolved(g->file, g->found, runs_on, "runs-on", why);
	wc_github_call(g, job);
}

/* In memory of its own: a matrix of hundreds of rows is large, and a file may have thousands of jobs. */
void
wc_github_job(const struct wc_github *g, const struct wc_node *job)
{
	struct wc_workload_file file = *g->file;
	struct wc_github own = *g;
	if (g->count->rows > WC_LIMIT_ROWS_READ)
		return;
	file.arena = wc_arena_new();
	own.file = &file;
	read_job(&own, job);
	wc_arena_free(file.arena);
}
