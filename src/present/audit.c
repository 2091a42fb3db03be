/* The audit of a cluster for people: what runs where, the worst first. */
#include "present/audit.h"

#include "present/answers.h"
#include "present/fleet_class.h"
#include "present/line.h"
#include "present/wording.h"

#include <string.h>

#define WC_WORD_ITEM(name, word) word,
static const char *const runs_words[] = {WC_RUNS_WORDS(WC_WORD_ITEM)};
const struct wc_words wc_runs_words = {"what becomes of a workload", runs_words, WC_RUNS_COUNT};

static const char *
plural(size_t count)
{
	return count == 1 ? "" : "s";
}

static void
counts_line(struct wc_text *out, const struct wc_audit *a)
{
	wc_text_printf(out, "%zu workload%s for Windows on %zu node%s of %zu class%s: ", a->row_count, plural(a->row_count), a->node_count,
	               plural(a->node_count), a->class_count, a->class_count == 1 ? "" : "es");
	wc_text_printf(out, "%zu run everywhere they may land, %zu only on some of it, %zu nowhere, %zu unknown\n", a->counted[WC_RUNS_EVERYWHERE],
	               a->counted[WC_RUNS_SOMEWHERE], a->counted[WC_RUNS_NOWHERE], a->counted[WC_RUNS_UNKNOWN]);
	if (a->images.inferred + a->images.unreadable)
		wc_text_printf(out, "of %zu image%s %zu inferred from the tag alone, %zu could not be read\n",
		               a->images.read + a->images.inferred + a->images.unreadable, plural(a->images.read + a->images.inferred + a->images.unreadable),
		               a->images.inferred, a->images.unreadable);
	if (a->elsewhere)
		wc_text_printf(out, "%zu workload%s not shown to be for Windows: not counted\n", a->elsewhere, a->elsewhere == 1 ? " is" : "s are");
}

static void
class_lines(struct wc_text *out, wc_arena *arena, const struct wc_audit *a)
{
	wc_text_addz(out, "\nNODES  RUN  REFUSED  UNKNOWN  CLASS\n");
	for (size_t i = 0; i < a->class_count; i++) {
		const struct wc_audit_class *c = &a->classes[i];
		wc_text_printf(out, "%5zu  %3zu  %7zu  %7zu  ", c->nodes, c->allow, c->refuse, c->unknown);
		wc_add_safe(out, wc_printf(arena, "%s (%s%s%s)", wc_host_kind(arena, c->host), c->pool ? "the pool " : "", c->host->name,
		                           c->pool ? ", which has no node now" : c->nodes > 1 ? ", …" : ""));
		wc_text_addz(out, "\n");
	}
}

static enum wc_colour
colour_of(unsigned runs, const struct wc_present_options *options)
{
	if (!options->colour)
		return WC_PLAIN;
	return runs == WC_RUNS_EVERYWHERE ? WC_GREEN : runs == WC_RUNS_NOWHERE ? WC_RED : WC_YELLOW;
}

/* "Deployment shop/web" */
static const char *
title(wc_arena *arena, const struct wc_cluster_workload *w)
{
	return wc_printf(arena, "%s %s%s%s", w->kind, w->name_space, *w->name_space ? "/" : "", w->name);
}

/* "3 nodes of …", or the pool that has none. */
static const char *
place(wc_arena *arena, const struct wc_audit_cell *cell, const struct wc_audit_class *class)
{
	const char *kind = wc_host_kind(arena, class->host);
	return class->pool ? wc_printf(arena, "the pool %s, which has no node now, of %s", class->pool, kind)
	                   : wc_printf(arena, "%zu node%s of %s", cell->nodes, plural(cell->nodes), kind);
}

/* The sentence of the first cell that decides so, and on how many nodes. */
static void
cell_lines(struct wc_text *out, wc_arena *arena, const struct wc_audit_row *row, const struct wc_audit *a, unsigned decision,
           const struct wc_present_options *options)
{
	struct wc_verdict unread;
	for (size_t i = 0; i < row->cell_count; i++) {
		const struct wc_audit_cell *cell = &row->cells[i];
		if (cell->decision != decision)
			continue;
		const struct wc_verdict *v = wc_answer_verdict(&cell->answer, options, &unread);
		const char *summary = wc_answer_summary(arena, &cell->answer, v), *remedies = cell->answer.verdict ? wc_remedies_text(arena, v) : "";
		wc_add_line(out, WC_PLAIN, decision == WC_ALLOW ? "runs" : "because",
		            wc_printf(arena, "%s on %s: %s", cell->image->reference, place(arena, cell, &a->classes[cell->class]), summary));
		if (decision != WC_ALLOW && *remedies)
			wc_add_line(out, WC_PLAIN, "do", remedies);
	}
}

static void
row_lines(struct wc_text *out, wc_arena *arena, const struct wc_audit_row *row, const struct wc_audit *a, const struct wc_present_options *options)
{
	wc_text_addz(out, "\n");
	wc_add_line(out, colour_of(row->runs, options), wc_word(&wc_runs_words, row->runs), title(arena, row->workload));
	if (row->why)
		wc_add_line(out, WC_PLAIN, "because", row->why);
	else if (row->cell_count == 0)
		wc_add_line(out, WC_PLAIN, "because", "it names no image");
	if (row->select_label)
		wc_add_line(out, WC_PLAIN, "do", wc_printf(arena, "keep it where it runs: nodeSelector %s: \"%s\"", row->select_label, row->select_value));
	if (row->remark)
		wc_add_line(out, WC_PLAIN, "note", row->remark);
	cell_lines(out, arena, row, a, WC_REFUSE, options);
	cell_lines(out, arena, row, a, WC_DECISION_UNKNOWN, options);
	if (options->explain)
		cell_lines(out, arena, row, a, WC_ALLOW, options);
}

void
wc_present_audit_text(struct wc_text *out, wc_arena *arena, const struct wc_audit *audit, const struct wc_present_options *options)
{
	counts_line(out, audit);
	class_lines(out, arena, audit);
	for (size_t i = 0; i < audit->row_count; i++)
		if (options->explain || audit->rows[i].remark || audit->rows[i].runs != WC_RUNS_EVERYWHERE)
			row_lines(out, arena, &audit->rows[i], audit, options);
}
