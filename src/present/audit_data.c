/* The audit of a cluster for programs: one Audit object, or CSV. */
#include "present/audit.h"

#include "format/json_write.h"
#include "present/answers.h"
#include "present/csv.h"
#include "present/facts_json.h"
#include "present/wording.h"

#include <inttypes.h>
#include <string.h>

static void
counts_members(struct wc_json_out *out, const struct wc_audit *audit)
{
	wc_json_map(out, "counts");
	for (unsigned i = 0; i < WC_RUNS_COUNT; i++)
		wc_json_number(out, wc_word(&wc_runs_words, i), (int64_t)audit->counted[i]);
	wc_json_number(out, "notWindows", (int64_t)audit->elsewhere);
	wc_json_end(out);
	wc_json_map(out, "images");
	const size_t *by = audit->images.by;
	wc_json_number(out, "read", (int64_t)(by[WC_BY_REGISTRY] + by[WC_BY_CACHE] + by[WC_BY_DIGEST]));
	wc_json_number(out, "fromRegistry", (int64_t)by[WC_BY_REGISTRY]);
	wc_json_number(out, "fromCache", (int64_t)by[WC_BY_CACHE]);
	wc_json_number(out, "byDigest", (int64_t)by[WC_BY_DIGEST]);
	wc_json_number(out, "inferred", (int64_t)by[WC_BY_TAG]);
	wc_json_number(out, "unreadable", (int64_t)by[WC_BY_NOTHING]);
	wc_json_number(out, "oldestSeconds", audit->images.oldest);
	wc_json_end(out);
	wc_json_list(out, "notListed");
	for (size_t i = 0; i < audit->gap_count; i++) {
		wc_json_map(out, NULL);
		wc_json_text(out, "resource", audit->gaps[i].resource);
		wc_json_text(out, "why", audit->gaps[i].why);
		wc_json_end(out);
	}
	wc_json_end(out);
}

static void
class_members(struct wc_json_out *out, const struct wc_audit_class *class)
{
	wc_json_map(out, NULL);
	wc_json_number(out, "nodes", (int64_t)class->nodes);
	wc_json_text(out, "pool", class->pool);
	wc_json_number(out, "allow", (int64_t)class->allow);
	wc_json_number(out, "refuse", (int64_t)class->refuse);
	wc_json_number(out, "unknown", (int64_t)class->unknown);
	wc_json_map(out, "host");
	wc_json_host(out, class->host);
	wc_json_end(out);
	wc_json_end(out);
}

/* How the image became known: inferred, unreadable, or read. */
static const char *
known_word(struct wc_audit_known known)
{
	return known.by == WC_BY_NOTHING ? "unreadable" : known.by == WC_BY_TAG ? "inferred" : "read";
}

static void
cell_members(struct wc_json_out *out, wc_arena *arena, const struct wc_audit_cell *cell, const struct wc_audit *audit, const struct wc_present_options *options)
{
	struct wc_audit_known known = wc_audit_known_of(audit, cell->answer.image, cell->answer.error);
	wc_json_map(out, NULL);
	wc_json_number(out, "class", cell->class);
	wc_json_number(out, "nodes", (int64_t)cell->nodes);
	wc_json_text(out, "container", cell->image->name);
	wc_json_text(out, "reference", cell->image->reference);
	wc_json_text(out, "known", known_word(known));
	wc_json_text(out, "by", wc_word(&wc_audit_by_words, known.by));
	wc_json_number(out, "ageSeconds", known.age);
	wc_json_map(out, "verdict");
	wc_json_verdict(out, arena, &cell->answer, options);
	wc_json_end(out);
	wc_json_end(out);
}

static void
row_members(struct wc_json_out *out, wc_arena *arena, const struct wc_audit_row *row, const struct wc_audit *audit, const struct wc_present_options *options)
{
	wc_json_map(out, NULL);
	wc_json_text(out, "kind", row->workload->kind);
	wc_json_text(out, "namespace", row->workload->name_space);
	wc_json_text(out, "name", row->workload->name);
	wc_json_text(out, "runs", wc_word(&wc_runs_words, row->runs));
	wc_json_text(out, "why", row->why);
	wc_json_text(out, "remark", row->remark);
	wc_json_number(out, "nodes", (int64_t)row->nodes);
	wc_json_number(out, "refusedNodes", (int64_t)row->refused);
	if (row->select_label) {
		wc_json_map(out, "nodeSelector");
		wc_json_text(out, row->select_label, row->select_value);
		wc_json_end(out);
	} else {
		wc_json_null(out, "nodeSelector");
	}
	wc_json_list(out, "on");
	for (size_t i = 0; i < row->cell_count; i++)
		cell_members(out, arena, &row->cells[i], audit, options);
	wc_json_end(out);
	wc_json_end(out);
}

void
wc_present_audit_json(struct wc_text *text, wc_arena *arena, const struct wc_audit *audit, const struct wc_present_options *options)
{
	struct wc_json_out out = {.text = text, .pretty = true};
	wc_json_head(&out, "Audit");
	counts_members(&out, audit);
	wc_json_list(&out, "classes");
	for (size_t i = 0; i < audit->class_count; i++)
		class_members(&out, &audit->classes[i]);
	wc_json_end(&out);
	wc_json_list(&out, "workloads");
	for (size_t i = 0; i < audit->row_count; i++)
		row_members(&out, arena, &audit->rows[i], audit, options);
	wc_json_end(&out);
	wc_json_end(&out);
	wc_text_addz(text, "\n");
}

static void
csv_line(struct wc_text *out, wc_arena *arena, const struct wc_audit_row *row, const struct wc_audit_cell *cell, const struct wc_audit *audit,
         const struct wc_present_options *options)
{
	struct wc_verdict unread;
	char version[WC_VERSION_TEXT] = "";
	const struct wc_cluster_workload *w = row->workload;
	const struct wc_verdict *v = cell ? wc_answer_verdict(&cell->answer, options, &unread) : NULL;
	struct wc_audit_known known = cell ? wc_audit_known_of(audit, cell->answer.image, cell->answer.error) : (struct wc_audit_known){0};
	if (cell)
		wc_version_print(audit->classes[cell->class].host->version, version);
	const char *const fields[] = {
		w->kind, w->name_space, w->name, wc_word(&wc_runs_words, row->runs), cell ? cell->image->reference : "", cell ? known_word(known) : "",
		cell ? wc_word(&wc_os_words, audit->classes[cell->class].host->os) : "", version, cell ? wc_printf(arena, "%zu", cell->nodes) : "0",
		cell ? wc_answer_word(&cell->answer) : "", cell ? wc_answer_summary(arena, &cell->answer, v) : row->why,
		cell && cell->answer.verdict ? wc_remedies_text(arena, v) : "",
		cell ? wc_word(&wc_audit_by_words, known.by) : "", cell ? wc_printf(arena, "%" PRId64, known.age) : ""};
	wc_csv_line(out, fields, sizeof(fields) / sizeof(fields[0]));
}

void
wc_present_audit_csv(struct wc_text *out, wc_arena *arena, const struct wc_audit *audit, const struct wc_present_options *options)
{
	wc_text_addz(out, "kind,namespace,name,runs,image,known,host_os,host_version,nodes,verdict,because,do,by,age_seconds\r\n");
	for (size_t i = 0; i < audit->row_count; i++) {
		for (size_t c = 0; c < audit->rows[i].cell_count; c++)
			csv_line(out, arena, &audit->rows[i], &audit->rows[i].cells[c], audit, options);
		if (audit->rows[i].cell_count == 0)
			csv_line(out, arena, &audit->rows[i], NULL, audit, options);
	}
}
