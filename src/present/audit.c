/* The audit of a cluster for people: what runs where, the worst first. */
#include "present/audit.h"

#include "model/date.h"
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

/* "of 12 images: 5 read from their registries, 4 from the cache (up to 3 days old), 2 inferred from the tag alone, 1 not readable" */
static void
images_line(struct wc_text *out, const struct wc_audit *a)
{
	static const char *const words[WC_AUDIT_BY_COUNT] = {"read from their registries", "from the cache", "named by digest", "inferred from the tag alone", "not readable"};
	size_t all = 0;
	for (unsigned i = 0; i < WC_AUDIT_BY_COUNT; i++)
		all += a->images.by[i];
	if (!all)
		return;
	wc_text_printf(out, "of %zu image%s", all, plural(all));
	const char *between = ": ";
	for (unsigned i = 0; i < WC_AUDIT_BY_COUNT; i++) {
		if (!a->images.by[i])
			continue;
		wc_text_printf(out, "%s%zu %s", between, a->images.by[i], words[i]);
		if (i == WC_BY_CACHE && a->images.oldest)
			wc_text_printf(out, " (up to %s old)", wc_age_text(out->arena, a->images.oldest));
		between = ", ";
	}
	wc_text_addz(out, "\n");
}

static void
counts_line(struct wc_text *out, const struct wc_audit *a)
{
	wc_text_printf(out, "%zu workload%s for Windows on %zu node%s of %zu class%s: ", a->row_count, plural(a->row_count), a->node_count,
	               plural(a->node_count), a->class_count, a->class_count == 1 ? "" : "es");
	wc_text_printf(out, "%zu run everywhere they may land, %zu only on some of it, %zu nowhere, %zu unknown\n", a->counted[WC_RUNS_EVERYWHERE],
	               a->counted[WC_RUNS_SOMEWHERE], a->counted[WC_RUNS_NOWHERE], a->counted[WC_RUNS_UNKNOWN]);
	images_line(out, a);
	for (size_t i = 0; i < a->gap_count; i++)
		wc_text_printf(out, "not counted, for kubectl may not list them: %s\n", a->gaps[i].resource);
	if (a->name_space && !a->row_count && !a->elsewhere) {
		wc_text_addz(out, "no workload was found in the namespace ");
		wc_add_safe(out, a->name_space);
		wc_text_addz(out, ": is there one of that name? `kubectl get namespaces` lists them\n");
	}
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
		            wc_printf(arena, "%s%s on %s: %s", cell->image->reference,
		                      wc_audit_known_text(arena, wc_audit_known_of(a, cell->answer.image, cell->answer.error)),
		                      place(arena, cell, &a->classes[cell->class]), summary));
		if (decision != WC_ALLOW && *remedies)
			wc_add_line(out, WC_PLAIN, "do", remedies);
	}
}

static bool
is_said_alike(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* Is all that is said of the two rows the same: are their images judged alike on the same nodes? */
static bool
is_alike(const struct wc_audit_row *a, const struct wc_audit_row *b)
{
	bool is_same = is_said_alike(a->why, b->why) && is_said_alike(a->remark, b->remark) && is_said_alike(a->select_value, b->select_value);
	if (!is_same || a->runs != b->runs || a->refused != b->refused || a->nodes != b->nodes || a->cell_count != b->cell_count)
		return false;
	for (size_t i = 0; i < a->cell_count; i++) {
		const struct wc_audit_cell *x = &a->cells[i], *y = &b->cells[i];
		if (x->class != y->class || x->nodes != y->nodes || x->answer.verdict != y->answer.verdict || strcmp(x->image->reference, y->image->reference) != 0)
			return false;
	}
	return true;
}

/* The row, and those behind it of which the same is said: named together, and marked as told. */
static const char *
titles(wc_arena *arena, const struct wc_audit *a, size_t first, bool *told)
{
	struct wc_text all = {.arena = arena};
	size_t count = 0;
	for (size_t i = first; i < a->row_count && a->rows[i].runs == a->rows[first].runs; i++) {
		if (told[i] || !is_alike(&a->rows[first], &a->rows[i]))
			continue;
		told[i] = true;
		wc_text_printf(&all, "%s%s", count++ ? ", " : "", title(arena, a->rows[i].workload));
	}
	return count > 1 ? wc_printf(arena, "%zu workloads: %s", count, wc_text_string(&all)) : wc_text_string(&all);
}

static void
row_lines(struct wc_text *out, wc_arena *arena, const struct wc_audit *a, size_t first, bool *told, const struct wc_present_options *options)
{
	const struct wc_audit_row *row = &a->rows[first];
	wc_text_addz(out, "\n");
	wc_add_line(out, colour_of(row->runs, options), wc_word(&wc_runs_words, row->runs), titles(arena, a, first, told));
	if (row->why)
		wc_add_line(out, WC_PLAIN, "because", row->why);
	else if (row->cell_count == 0)
		wc_add_line(out, WC_PLAIN, "because", "it names no image");
	cell_lines(out, arena, row, a, WC_REFUSE, options);
	if (row->select_label)
		wc_add_line(out, WC_PLAIN, "do", wc_printf(arena, "keep it where it runs: nodeSelector %s: \"%s\"", row->select_label, row->select_value));
	if (row->remark)
		wc_add_line(out, WC_PLAIN, "note", row->remark);
	cell_lines(out, arena, row, a, WC_DECISION_UNKNOWN, options);
	if (options->explain)
		cell_lines(out, arena, row, a, WC_ALLOW, options);
}

void
wc_present_audit_text(struct wc_text *out, wc_arena *arena, const struct wc_audit *audit, const struct wc_present_options *options)
{
	counts_line(out, audit);
	class_lines(out, arena, audit);
	bool *told = wc_array(arena, bool, audit->row_count + 1);
	for (size_t i = 0; i < audit->row_count; i++)
		if (!told[i] && (options->explain || audit->rows[i].remark || audit->rows[i].runs != WC_RUNS_EVERYWHERE))
			row_lines(out, arena, audit, i, told, options);
}
