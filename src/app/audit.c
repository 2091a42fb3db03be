/* audit: a cluster's objects, node classes, images, verdicts; the worst workloads first. */
#include "app/audit.h"

#include "app/cluster.h"
#include "app/scan_judge.h"
#include "base/limits.h"
#include "io/clock.h"
#include "io/file.h"
#include "source/cluster/cluster.h"
#include "source/workload/pod.h"

#include <stdlib.h>
#include <string.h>

/* What is known while rows are made. */
struct auditing {
	wc_arena *arena;
	const struct wc_audit_asked *asked;
	const struct wc_view *view;
	struct wc_cluster cluster;
	struct wc_node_classes classes;
	struct wc_stands stands;
	struct wc_references images;
	struct wc_judge judge; /* for all workloads, where no policy asks who they are */
	struct wc_audit_class *class;
	int64_t started;             /* seconds since 1970 */
	size_t *landing;             /* by class: Windows nodes on which the workload may land */
	size_t misses[WC_POD_MISSES]; /* Windows nodes by what keeps it away */
	size_t nodes, empty;         /* Windows nodes, and pools of those that have none */
	size_t linux_too;            /* Linux nodes that the scheduler may put it on */
};

static bool
read_files(struct wc_names files, struct wc_cluster_reading *cluster, struct wc_err *err)
{
	bool good = true;
	for (size_t i = 0; good && i < files.count; i++) {
		char *bytes;
		size_t length;
		wc_arena *own = wc_arena_new();
		const char *name = strcmp(files.item[i], "-") == 0 ? "standard input" : files.item[i];
		good = wc_file_read(own, files.item[i], WC_LIMIT_CLUSTER_BYTES, &bytes, &length, err) && wc_cluster_add(cluster, name, bytes, length, err);
		wc_arena_free(own);
	}
	return good;
}

static bool
read_cluster(wc_arena *arena, const struct wc_audit_asked *asked, struct wc_cluster *ret_cluster, struct wc_audit_gaps *ret_gaps, struct wc_err *err)
{
	struct wc_reading reading = wc_gather_reading(arena, &asked->how);
	struct wc_cluster_reading *c = wc_cluster_start(&reading, WC_CLUSTER_WHOLE);
	bool with_nodes = asked->nodes.count == 0;
	if (asked->files.count == 0 && !wc_kubectl_read(arena, &asked->kubectl, with_nodes, asked->how.timeout_seconds, c, ret_gaps, err))
		return false;
	if (!read_files(asked->nodes, c, err) || !read_files(asked->files, c, err))
		return false;
	*ret_cluster = wc_cluster_end(c);
	if (!wc_node_profiles_tell(&reading, &asked->profiles, ret_cluster, err))
		return false;
	if (ret_cluster->node_count)
		return true;
	wc_fail(err, WC_FAULT_INPUT, "there is no Node among the %zu objects", ret_cluster->workload_count + ret_cluster->class_count + ret_cluster->skipped);
	return wc_hint(err, "write it with `kubectl get nodes,runtimeclasses,deployments,daemonsets,statefulsets,jobs,cronjobs,pods -A -o json`");
}

/* Which image is the pause image of the node: what was said of all, or what the node has, unless a profile tells its build. */
static const char *
pause_of(const struct auditing *a, const struct wc_kube_node *node)
{
	bool windows = node->host.os == WC_OS_WINDOWS, is_told = node->host.from.of[WC_HOST_SANDBOX] == WC_FROM_GIVEN;
	return !windows ? NULL : a->asked->pause ? a->asked->pause : is_told ? NULL : node->pause;
}

/* May the workload be for Windows? Where nothing shows it, it must be able to land on such a node, and then its image says so. */
static bool
may_be_windows(const struct auditing *a, const struct wc_cluster_workload *w)
{
	if (w->os)
		return w->os == WC_OS_WINDOWS;
	for (size_t i = 0; i < a->cluster.node_count; i++)
		if (a->cluster.nodes[i].host.os == WC_OS_WINDOWS && wc_placement_misses(&w->placement, &a->cluster.nodes[i]) == WC_POD_FITS)
			return true;
	return false;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Reads every image that may matter, pause images too, all at once. */
static void
read_images(struct auditing *a, bool *may_matter)
{
	size_t room = a->cluster.node_count, n = 0, kept = 0;
	for (size_t i = 0; i < a->cluster.workload_count; i++) {
		may_matter[i] = may_be_windows(a, &a->cluster.workloads[i]);
		room += a->cluster.workloads[i].image_count;
	}
	const char **names = wc_array(a->arena, const char *, room + 1);
	for (size_t i = 0; i < a->cluster.workload_count; i++)
		for (size_t k = 0; may_matter[i] && k < a->cluster.workloads[i].image_count; k++)
			names[n++] = a->cluster.workloads[i].images[k].reference;
	for (size_t i = 0; i < a->cluster.node_count; i++)
		if (pause_of(a, &a->cluster.nodes[i]))
			names[n++] = pause_of(a, &a->cluster.nodes[i]);
	if (n)
		qsort(names, n, sizeof(*names), by_text);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || strcmp(names[kept - 1], names[i]) != 0)
			names[kept++] = names[i];
	a->images = (struct wc_references){{names, kept}, kept ? wc_gather_references(a->arena, &a->asked->how, (struct wc_names){names, kept}) : NULL};
}

/* The build of the pause image on each node: of an index, of the entry that the node's engine takes. */
static void
set_sandboxes(struct auditing *a)
{
	struct wc_kube_node *nodes = wc_array(a->arena, struct wc_kube_node, a->cluster.node_count + 1);
	for (size_t i = 0; i < a->cluster.node_count; i++) {
		size_t picked;
		nodes[i] = a->cluster.nodes[i];
		const char *pause = pause_of(a, &nodes[i]);
		const struct wc_gathered *image = pause ? wc_references_find(&a->images, pause) : NULL;
		if (!image || image->error)
			continue;
		nodes[i].host.sandbox = wc_image_pick(a->view, &nodes[i].host, &image->image, &picked).version;
		nodes[i].host.from.of[WC_HOST_SANDBOX] = (uint8_t)(nodes[i].host.sandbox.build ? WC_FROM_INDEX : WC_FROM_NOWHERE);
	}
	a->cluster.nodes = nodes;
}

/* How bad a decision is. */
static int
badness(unsigned decision)
{
	return decision == WC_REFUSE ? 2 : decision == WC_DECISION_UNKNOWN;
}

/* Judges the images of the workload on a class; the worst one counts. */
static void
judge_cell(struct auditing *a, struct wc_judge *judge, const struct wc_cluster_workload *w, struct wc_audit_cell *cell)
{
	for (size_t i = 0; i < w->image_count; i++) {
		struct wc_use use = {.reference = w->images[i].reference, .isolation = w->isolation, .host_process = w->images[i].host_process,
		                     .is_copied = w->images[i].part == WC_POD_VOLUME};
		const struct wc_gathered *image = wc_references_find(&a->images, use.reference);
		const struct wc_answer *answer = wc_judge_answer(judge, &use, image, a->classes.item[cell->class].host);
		unsigned decision = answer->verdict ? answer->verdict->decision : WC_DECISION_UNKNOWN;
		if (!cell->image || badness(decision) > badness(cell->decision)) {
			cell->image = &w->images[i];
			cell->answer = *answer;
			cell->decision = (uint8_t)decision;
		}
	}
}

/* The judge for one workload: policies may ask for its namespace and labels. */
static struct wc_judge
judge_of(const struct auditing *a, const struct wc_cluster_workload *w)
{
	struct wc_request request = a->asked->request;
	if (!a->asked->how.program->site)
		return a->judge;
	request.name_space = *w->name_space ? w->name_space : request.name_space;
	request.labels = w->labels;
	request.label_count = w->label_count;
	return wc_judge_new(a->judge.asked, request, w->image_count * a->classes.count);
}

/* One node, or one stand of nodes, that it may land on or not. */
static void
land_on(struct auditing *a, const struct wc_placement *placement, const struct wc_kube_node *node, uint32_t class, size_t nodes)
{
	enum wc_pod_miss miss = wc_placement_misses(placement, node);
	if (node->host.os == WC_OS_WINDOWS) {
		a->misses[miss] += nodes;
		a->landing[class] += miss == WC_POD_FITS ? nodes : 0;
		*(node->pool ? &a->empty : &a->nodes) += nodes;
	} else if (node->host.os == WC_OS_LINUX && miss == WC_POD_FITS && !placement->node) {
		a->linux_too += nodes;
	}
}

/* Counts the Windows nodes of each class on which it may land, and what keeps it from others. */
static void
land(struct auditing *a, const struct wc_placement *placement)
{
	memset(a->landing, 0, (a->classes.count + 1) * sizeof(*a->landing));
	memset(a->misses, 0, sizeof(a->misses));
	a->linux_too = a->nodes = a->empty = 0;
	if (placement->node) /* stands do not tell such names apart */
		for (size_t i = 0; i < a->cluster.node_count; i++)
			land_on(a, placement, &a->cluster.nodes[i], a->classes.of_node[i], 1);
	else
		for (size_t i = 0; i < a->stands.count; i++)
			land_on(a, placement, a->stands.item[i].node, a->stands.item[i].class, a->stands.item[i].nodes);
}

/* Why the workload lands nowhere, or cannot be judged, whatever its image. */
static const char *
why_not(const struct auditing *a, const struct wc_cluster_workload *w)
{
	const char *label = wc_placement_conflict(&w->placement);
	if (w->missing_class)
		return wc_printf(a->arena, "its RuntimeClass %s is not among what was read", w->missing_class);
	if (label)
		return wc_printf(a->arena, "its RuntimeClass %s and its own nodeSelector want different values of the label %s: the API server rejects such pods",
		                 w->placement.runtime_class->name, label);
	if (a->nodes + a->empty == 0)
		return "there is no Windows node";
	if (a->misses[WC_POD_FITS])
		return NULL;
	return wc_printf(a->arena, "none of the %s may take it: %s", wc_windows_nodes_text(a->arena, a->nodes, a->empty), wc_pod_misses_text(a->arena, a->misses));
}

/* Is it for Windows alone: by itself, or by one of its images? */
static bool
is_for_windows_alone(const struct auditing *a, const struct wc_cluster_workload *w)
{
	bool alone = w->os == WC_OS_WINDOWS;
	for (size_t i = 0; i < w->image_count && !alone; i++) {
		const struct wc_gathered *image = wc_references_find(&a->images, w->images[i].reference);
		alone = w->images[i].part != WC_POD_VOLUME && !image->error && wc_image_is_for_windows(&image->image);
	}
	return alone;
}

/* Do the cells that allow, and only those, have one build? Then a selector keeps it there. */
static void
find_selector(struct auditing *a, struct wc_audit_row *row)
{
	bool is_one = row->runs == WC_RUNS_SOMEWHERE;
	const struct wc_version *good = NULL;
	for (size_t i = 0; i < row->cell_count; i++) {
		const struct wc_version *version = &a->classes.item[row->cells[i].class].host->version;
		if (row->cells[i].decision != WC_ALLOW)
			continue;
		is_one &= !good || good->build == version->build;
		good = version;
	}
	for (size_t i = 0; i < row->cell_count && good; i++)
		is_one &= row->cells[i].decision == WC_ALLOW || a->classes.item[row->cells[i].class].host->version.build != good->build;
	if (!is_one || !good)
		return;
	row->select_label = "node.kubernetes.io/windows-build";
	row->select_value = wc_printf(a->arena, "%u.%u.%u", good->major, good->minor, good->build);
}

static void
conclude(struct auditing *a, struct wc_audit_row *row)
{
	size_t allow = 0, refuse = 0, unknown = 0;
	for (size_t i = 0; i < row->cell_count; i++) {
		const struct wc_audit_cell *cell = &row->cells[i];
		struct wc_audit_class *class = &a->class[cell->class];
		allow += cell->decision == WC_ALLOW;
		refuse += cell->decision == WC_REFUSE;
		unknown += cell->decision == WC_DECISION_UNKNOWN;
		class->allow += cell->decision == WC_ALLOW;
		class->refuse += cell->decision == WC_REFUSE;
		class->unknown += cell->decision == WC_DECISION_UNKNOWN;
		row->refused += cell->decision == WC_REFUSE ? cell->nodes : 0;
		row->nodes += cell->nodes;
	}
	if (row->workload->missing_class || (row->workload->image_count == 0 && !row->why))
		row->runs = WC_RUNS_UNKNOWN;
	else if (row->why || (!allow && !unknown))
		row->runs = WC_RUNS_NOWHERE;
	else if (allow && refuse)
		row->runs = WC_RUNS_SOMEWHERE;
	else
		row->runs = unknown ? WC_RUNS_UNKNOWN : WC_RUNS_EVERYWHERE;
	find_selector(a, row);
}

/* Where else the scheduler may put it. */
static const char *
remark_of(const struct auditing *a, const struct wc_cluster_workload *w)
{
	size_t without = a->misses[WC_MISSES_HANDLER];
	const char *linux_too = a->linux_too && is_for_windows_alone(a, w) ? wc_linux_too_text(a->arena, a->linux_too) : NULL;
	const char *no_handler = without ? wc_no_handler_text(a->arena, without, w->placement.runtime_class) : NULL;
	return linux_too && no_handler ? wc_printf(a->arena, "%s; %s", linux_too, no_handler) : linux_too ? linux_too : no_handler;
}

static struct wc_audit_row
make_row(struct auditing *a, const struct wc_cluster_workload *w)
{
	struct wc_audit_row row = {.workload = w};
	struct wc_judge own = judge_of(a, w), *judge = a->asked->how.program->site ? &own : &a->judge;
	land(a, &w->placement);
	row.why = why_not(a, w);
	row.remark = row.why ? NULL : remark_of(a, w);
	for (size_t c = 0; !row.why && w->image_count && c < a->classes.count; c++)
		row.cell_count += a->landing[c] > 0;
	struct wc_audit_cell *cells = wc_array(a->arena, struct wc_audit_cell, row.cell_count + 1);
	for (size_t c = 0, n = 0; n < row.cell_count; c++) {
		if (!a->landing[c])
			continue;
		cells[n] = (struct wc_audit_cell){.class = (uint32_t)c, .nodes = a->class[c].pool ? 0 : a->landing[c]};
		judge_cell(a, judge, w, &cells[n++]);
	}
	row.cells = cells;
	conclude(a, &row);
	return row;
}

/* Does it name a Windows node? */
static bool
names_windows(const struct auditing *a, const struct wc_cluster_workload *w)
{
	for (size_t i = 0; w->placement.node && i < a->cluster.node_count; i++)
		if (a->cluster.nodes[i].host.os == WC_OS_WINDOWS && !a->cluster.nodes[i].pool && strcmp(a->cluster.nodes[i].host.name, w->placement.node) == 0)
			return true;
	return false;
}

/* Is it for Windows: by itself, or by an image that is not for other systems alone and of which more is known than a tag? */
static bool
is_windows(const struct auditing *a, const struct wc_cluster_workload *w)
{
	if (w->os)
		return w->os == WC_OS_WINDOWS;
	if (names_windows(a, w))
		return true;
	for (size_t i = 0; i < w->image_count; i++) {
		const struct wc_gathered *image = wc_references_find(&a->images, w->images[i].reference);
		bool shown = !image->error && (image->image.os == WC_OS_WINDOWS || image->image.entry_count);
		if (shown && !wc_image_is_elsewhere(&image->image))
			return true;
	}
	return false;
}

static int
worst_first(const void *x, const void *y)
{
	const struct wc_audit_row *a = x, *b = y;
	if (a->runs != b->runs)
		return a->runs < b->runs ? -1 : 1;
	if (a->refused != b->refused)
		return a->refused > b->refused ? -1 : 1;
	int order = strcmp(a->workload->name_space, b->workload->name_space);
	order = order ? order : strcmp(a->workload->kind, b->workload->kind);
	return order ? order : strcmp(a->workload->name, b->workload->name);
}

static struct wc_audit
make_rows(struct auditing *a, const bool *may_matter)
{
	struct wc_audit audit = {.class_count = a->classes.count};
	struct wc_audit_row *rows = wc_array(a->arena, struct wc_audit_row, a->cluster.workload_count + 1);
	for (size_t i = 0; i < a->cluster.workload_count; i++) {
		const struct wc_cluster_workload *w = &a->cluster.workloads[i];
		if (may_matter[i] && is_windows(a, w))
			rows[audit.row_count++] = make_row(a, w);
		else
			audit.elsewhere++;
	}
	for (size_t i = 0; i < audit.row_count; i++)
		audit.counted[rows[i].runs]++;
	if (audit.row_count)
		qsort(rows, audit.row_count, sizeof(*rows), worst_first);
	audit.rows = rows;
	audit.classes = a->class;
	for (size_t i = 0; i < audit.class_count; i++)
		audit.node_count += audit.classes[i].nodes;
	audit.started = a->started;
	audit.is_offline = a->asked->how.offline;
	for (size_t i = 0; i < a->images.names.count; i++) {
		const struct wc_gathered *image = &a->images.images[i];
		struct wc_audit_known known = wc_audit_known_of(&audit, &image->image, image->error);
		audit.images.by[known.by]++;
		audit.images.oldest = known.age > audit.images.oldest ? known.age : audit.images.oldest;
		audit.images.unreachable += image->error && image->error->fault == WC_FAULT_UNREACHABLE;
	}
	return audit;
}

bool
wc_audit_run(wc_arena *arena, const struct wc_audit_asked *asked, struct wc_audit *ret_audit, const struct wc_gathered **ret_images,
             size_t *ret_image_count, const struct wc_matrix_edition **ret_edition, struct wc_err *err)
{
	struct auditing a = {.arena = arena, .asked = asked, .started = wc_clock_now()};
	struct wc_audit_gaps gaps = {0};
	if (!wc_view_make_tabulated(arena, asked->how.program, asked->edition, asked->as_of, &a.view, err) || !read_cluster(arena, asked, &a.cluster, &gaps, err))
		return false;
	bool *may_matter = wc_array(arena, bool, a.cluster.workload_count + 1);
	read_images(&a, may_matter);
	set_sandboxes(&a);
	a.classes = wc_node_classes_make(arena, a.view, &a.cluster);
	a.stands = wc_stands_make(arena, &a.cluster, &a.classes);
	a.class = wc_array(arena, struct wc_audit_class, a.classes.count + 1);
	a.landing = wc_array(arena, size_t, a.classes.count + 1);
	for (size_t i = 0; i < a.classes.count; i++)
		a.class[i] = (struct wc_audit_class){.host = a.classes.item[i].host, .pool = a.classes.item[i].pool, .nodes = a.classes.item[i].nodes};
	a.judge = wc_judge_new((struct wc_answering){arena, a.view, asked->explain}, asked->request, a.images.names.count * a.classes.count);
	*ret_audit = make_rows(&a, may_matter);
	ret_audit->remarks = wc_node_profiles_idle(arena, &asked->profiles, &a.cluster, &ret_audit->remark_count);
	ret_audit->gaps = gaps.item;
	ret_audit->gap_count = gaps.count;
	ret_audit->name_space = asked->kubectl.name_space;
	*ret_images = a.images.images;
	*ret_image_count = a.images.names.count;
	*ret_edition = wc_view_edition(a.view);
	return true;
}
