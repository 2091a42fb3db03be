/* --explain: what each authority says, where the reasons come from, and every rule that was looked at. */
#include "present/answers.h"

#include "present/safe.h"
#include "present/selection.h"
#include "present/wording.h"

static void
mode_line(struct wc_text *out, const struct wc_verdict *v, unsigned mode)
{
	const struct wc_mode_verdict *m = &v->modes[wc_mode_index(mode)];
	wc_add_cell(out, wc_word(&wc_mode_words, mode), 10);
	wc_add_cell(out, wc_word(&wc_status_words, m->status), 13);
	wc_text_printf(out, "matrix %s, pages %s, host %s, engine %s\n", wc_word(&wc_vendor_words, m->vendor),
	               wc_word(&wc_prose_words, m->prose), wc_word(&wc_compute_words, m->host),
	               wc_word(&wc_matcher_words, m->engine));
}

/* One reason with its evidence and sources. */
static void
reason_lines(struct wc_text *out, wc_arena *arena, const struct wc_verdict *v, const struct wc_reason *reason)
{
	char date[WC_DATE_TEXT];
	const struct wc_rule *rule = &v->program->rules[reason->rule];
	struct wc_strings source = wc_rule_source(v, reason->rule);
	wc_date known = wc_rule_known(v, reason->rule);
	wc_text_printf(out, "  %s (%s%s%s%s%s): ", rule->id, reason->mode ? wc_word(&wc_mode_words, reason->mode) : "",
	               reason->mode ? ", " : "", wc_word(&wc_evidence_words, rule->evidence), known ? " since " : "",
	               wc_date_print(known, date));
	wc_add_safe(out, wc_wording(arena, v, reason));
	wc_text_addz(out, "\n");
	for (size_t i = 0; i < source.count; i++)
		wc_text_printf(out, "    source: %s\n", source.item[i]);
	if (rule->note)
		wc_text_printf(out, "    but: %s\n", rule->note);
}

static void
reasons(struct wc_text *out, wc_arena *arena, const struct wc_verdict *v, const char *title,
        const struct wc_reason *list, unsigned count)
{
	if (count)
		wc_text_printf(out, "%s\n", title);
	for (unsigned i = 0; i < count; i++)
		reason_lines(out, arena, v, &list[i]);
}

static void
not_evaluated(struct wc_text *out, const struct wc_verdict *v)
{
	if (v->not_evaluated_count)
		wc_text_addz(out, "not evaluated, for a fact is missing\n");
	for (unsigned i = 0; i < v->not_evaluated_count; i++)
		wc_text_printf(out, "  %s needs %s\n", v->program->rules[v->not_evaluated[i].rule].id,
		               wc_fact_name((enum wc_fact)v->not_evaluated[i].fact));
}

static void
trace_line(struct wc_text *out, const struct wc_program *program, const struct wc_trace_item *item)
{
	static const char *const outcomes[] = {
		[WC_TRACE_SPOKE] = "spoke",
		[WC_TRACE_SILENT] = "silent",
		[WC_TRACE_OUTRANKED] = "outranked",
		[WC_TRACE_NOT_KNOWN_YET] = "not known then",
		[WC_TRACE_FACT_MISSING] = "fact missing",
	};
	wc_text_addz(out, "  ");
	wc_add_cell(out, outcomes[item->outcome], 15);
	wc_add_cell(out, item->mode ? wc_word(&wc_mode_words, item->mode) : "", 8);
	wc_add_cell(out, program->rules[item->rule].id, 24);
	wc_text_addz(out, " ");
	wc_add_safe(out, item->detail);
	if (item->outcome == WC_TRACE_FACT_MISSING)
		wc_text_printf(out, "%s%s", item->detail && *item->detail ? ": " : "", wc_fact_name((enum wc_fact)item->fact));
	wc_end_line(out);
}

void
wc_present_explained(struct wc_text *out, wc_arena *arena, const struct wc_answer *answer, const struct wc_verdict *v)
{
	wc_text_addz(out, "\n");
	mode_line(out, v, WC_PROCESS);
	mode_line(out, v, WC_HYPERV);
	reasons(out, arena, v, "reasons", v->reasons, v->reason_count);
	reasons(out, arena, v, "warnings", v->warnings, v->warning_count);
	reasons(out, arena, v, "notes", v->notes, v->note_count);
	not_evaluated(out, v);
	if (answer->selection)
		wc_text_addz(out, "what the engine takes\n");
	wc_present_selection(out, answer->selection);
	if (answer->trace_count)
		wc_text_addz(out, "rules looked at\n");
	for (size_t i = 0; i < answer->trace_count; i++)
		trace_line(out, v->program, &answer->trace[i]);
}
