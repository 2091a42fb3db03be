/* The audit of a cluster as a page with a grid: classes of nodes down, workloads across. */
#include "present/audit.h"

#include "present/answers.h"
#include "present/fleet_class.h"
#include "present/grid.h"
#include "present/wording.h"

#include <string.h>

/* What is told, while the grid is filled. */
struct filling {
	wc_arena *arena;
	const struct wc_audit *audit;
	const struct wc_present_options *options;
	uint8_t *cell;
	uint32_t *told;
	struct wc_telling *telling;
	size_t count, room;
};

static uint32_t
tell(struct filling *f, struct wc_telling said)
{
	if (f->count == f->room) {
		size_t room = f->room ? f->room * 2 : 256;
		f->telling = wc_grow(f->arena, f->telling, f->room * sizeof(*f->telling), room * sizeof(*f->telling));
		f->room = room;
	}
	f->telling[f->count] = said;
	return (uint32_t)f->count++;
}

static uint8_t
lot_of(const struct wc_audit_cell *cell)
{
	if (cell->decision != WC_ALLOW)
		return cell->decision == WC_REFUSE ? WC_LOT_REFUSE : WC_LOT_UNKNOWN;
	return cell->answer.verdict->isolation == WC_HYPERV ? WC_LOT_HYPERV : WC_LOT_PROCESS;
}

/* A cell where the workload may land: told by its worst image. */
static struct wc_telling
telling_of(struct filling *f, const struct wc_audit_cell *cell)
{
	struct wc_verdict unread;
	const struct wc_verdict *v = wc_answer_verdict(&cell->answer, f->options, &unread);
	struct wc_audit_known known = wc_audit_known_of(f->audit, cell->answer.image, cell->answer.error);
	bool allowed = cell->decision == WC_ALLOW;
	return (struct wc_telling){
		.why = wc_printf(f->arena, "%s%s: %s", cell->image->reference, wc_audit_known_text(f->arena, known), wc_answer_summary(f->arena, &cell->answer, v)),
		.remedy = allowed || !cell->answer.verdict ? "" : wc_remedies_text(f->arena, v),
		.rule = v->reason_count ? &v->program->rules[v->reasons[0].rule] : NULL,
	};
}

static void
fill_column(struct filling *f, size_t column, uint32_t not_there)
{
	const struct wc_audit_row *row = &f->audit->rows[column];
	uint32_t empty = row->why ? tell(f, (struct wc_telling){row->why, "", NULL}) : not_there;
	for (size_t c = 0; c < f->audit->class_count; c++) {
		f->cell[c * f->audit->row_count + column] = WC_GRID_EMPTY;
		f->told[c * f->audit->row_count + column] = empty;
	}
	for (size_t i = 0; i < row->cell_count; i++) {
		size_t at = row->cells[i].class * f->audit->row_count + column;
		f->cell[at] = lot_of(&row->cells[i]);
		f->told[at] = tell(f, telling_of(f, &row->cells[i]));
	}
}

static const struct wc_grid_line *
class_lines(wc_arena *arena, const struct wc_audit *audit)
{
	struct wc_grid_line *lines = wc_array(arena, struct wc_grid_line, audit->class_count + 1);
	for (size_t i = 0; i < audit->class_count; i++) {
		const struct wc_audit_class *class = &audit->classes[i];
		lines[i] = (struct wc_grid_line){wc_printf(arena, "%s (%s%s)", wc_host_kind(arena, class->host), class->host->name, class->nodes > 1 ? ", \xe2\x80\xa6" : ""), class->nodes};
	}
	return lines;
}

static const struct wc_grid_line *
workload_lines(wc_arena *arena, const struct wc_audit *audit)
{
	struct wc_grid_line *lines = wc_array(arena, struct wc_grid_line, audit->row_count + 1);
	for (size_t i = 0; i < audit->row_count; i++) {
		const struct wc_cluster_workload *w = audit->rows[i].workload;
		lines[i] = (struct wc_grid_line){wc_printf(arena, "%s%s%s (%s)", w->name_space, *w->name_space ? "/" : "", w->name, w->kind), 1};
	}
	return lines;
}

void
wc_present_audit_html(struct wc_text *out, wc_arena *arena, const struct wc_audit *audit, const struct wc_present_options *options)
{
	struct wc_text words = {.arena = arena};
	struct filling f = {.arena = arena, .audit = audit, .options = options};
	f.cell = wc_array(arena, uint8_t, audit->class_count * audit->row_count + 1);
	f.told = wc_array(arena, uint32_t, audit->class_count * audit->row_count + 1);
	uint32_t not_there = tell(&f, (struct wc_telling){"its nodeSelector, node affinity and tolerations, or the nodes' taints keep it off these nodes", "", NULL});
	for (size_t i = 0; i < audit->row_count; i++)
		fill_column(&f, i, not_there);
	wc_present_audit_text(&words, arena, audit, options);
	const char *all = wc_text_string(&words);
	struct wc_grid grid = {
		.title = "Workloads on nodes",
		.counts = wc_copy(arena, all, strcspn(all, "\n")),
		.words = all,
		.row_word = "node",
		.column_word = "workload",
		.columns = workload_lines(arena, audit),
		.row_count = audit->class_count,
		.column_count = audit->row_count,
		.before = {class_lines(arena, audit), f.cell, f.told, f.telling, f.count},
	};
	wc_grid_write(out, arena, &grid, options);
}
