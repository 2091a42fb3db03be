/* The rows of an audit: images judged on the classes of nodes, what becomes of each workload, the worst first. */
#include "app/audit_private.h"

#include "source/workload/pod.h"

#include <stdlib.h>
#include <string.h>

/* How bad a decision is. */
static int
badness(unsigned decision)
{
	return decision == WC_REFUSE ? 2 : decision == WC_DECISION_UNKNOWN;
}

/* Judges the images of the workload on a class; the worst one counts. */
static void
judge_cell(struct wc_auditing *a, struct wc_judge *judge, const struct wc_cluster_workload *w, struct wc_audit_cell *cell)
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
judge_of(const struct wc_auditing *a, const struct wc_cluster_workload *w)
{
	struct wc_request request = a->asked->request;
	if (!a->asked->how.program->site)
		return a->judge;
	request.name_space = *w->name_space ? w->name_space : request.name_space;
	request.labels = w->labels;
	request.label_count = w->label_count;
	return wc_judge_new(a->judge.asked, request, w->image_count * a->classes.count);
}

/* Do the cells that allow, and only those, have one build? Then a selector keeps it there. */
static void
find_selector(struct wc_auditing *a, struct wc_audit_row *row)
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
conclude(struct wc_auditing *a, struct wc_audit_row *row)
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

static struct wc_audit_row
make_row(struct wc_auditing *a, const struct wc_cluster_workload *w)
{
	struct wc_audit_row row = {.workload = w};
	struct wc_judge own = judge_of(a, w), *judge = a->asked->how.program->site ? &own : &a->judge;
	wc_audit_land(a, &w->placement);
	row.why = wc_audit_why_not(a, w);
	row.remark = row.why ? NULL : wc_audit_remark(a, w);
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

struct wc_audit
wc_audit_rows_make(struct wc_auditing *a, const bool *may_matter)
{
	struct wc_audit audit = {.class_count = a->classes.count};
	struct wc_audit_row *rows = wc_array(a->arena, struct wc_audit_row, a->cluster.workload_count + 1);
	for (size_t i = 0; i < a->cluster.workload_count; i++) {
		const struct wc_cluster_workload *w = &a->cluster.workloads[i];
		if (may_matter[i] && wc_audit_is_windows(a, w))
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
