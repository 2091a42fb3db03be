/* Verdicts as JSON: one VerdictList (`json`) or one Verdict a line (`ndjson`). Source: contract 7. */
#include "present/answers.h"

#include "format/json_write.h"
#include "present/facts_json.h"
#include "present/selection.h"
#include "present/wording.h"


static void
request_member(struct wc_json_out *out, const struct wc_request *request, const struct wc_program *program)
{
	wc_json_map(out, "request");
	wc_json_request(out, request, program->site != NULL);
	wc_json_end(out);
}

static void
mode_member(struct wc_json_out *out, const char *key, const struct wc_program *program, const struct wc_mode_verdict *m)
{
	wc_json_map(out, key);
	wc_json_text(out, "status", wc_word(&wc_status_words, m->status));
	wc_json_map(out, "says");
	wc_json_text(out, "vendor", wc_word(&wc_vendor_words, m->vendor));
	wc_json_text(out, "prose", wc_word(&wc_prose_words, m->prose));
	wc_json_text(out, "host", wc_word(&wc_compute_words, m->host));
	wc_json_text(out, "engine", wc_word(&wc_matcher_words, m->engine));
	wc_json_end(out);
	wc_json_list(out, "rules");
	for (unsigned i = 0; i < m->rule_count; i++)
		wc_json_text(out, NULL, program->rules[m->rules[i]].id);
	wc_json_end(out);
	wc_json_end(out);
}

static void
modes_member(struct wc_json_out *out, const struct wc_program *program, const struct wc_mode_verdict modes[2])
{
	wc_json_map(out, "modes");
	mode_member(out, "process", program, &modes[0]);
	mode_member(out, "hyperv", program, &modes[1]);
	wc_json_end(out);
}

static void
reasons_member(struct wc_json_out *out, wc_arena *arena, const struct wc_verdict *v)
{
	wc_json_list(out, "reasons");
	for (unsigned i = 0; i < v->reason_count; i++) {
		const struct wc_rule *rule = &v->program->rules[v->reasons[i].rule];
		struct wc_strings source = wc_rule_source(v, v->reasons[i].rule);
		wc_json_map(out, NULL);
		wc_json_text(out, "rule", rule->id);
		wc_json_text(out, "effect", wc_word(&wc_says_words, v->reasons[i].says));
		wc_json_word(out, "mode", &wc_mode_words, v->reasons[i].mode);
		wc_json_text(out, "text", wc_wording(arena, v, &v->reasons[i]));
		wc_json_text(out, "evidence", wc_word(&wc_evidence_words, rule->evidence));
		wc_json_texts(out, "source", source.item, source.count);
		wc_json_date(out, "known", wc_rule_known(v, v->reasons[i].rule));
		wc_json_end(out);
	}
	wc_json_end(out);
}

static void
remarks_member(struct wc_json_out *out, wc_arena *arena, const char *key, const struct wc_verdict *v,
               const struct wc_reason *remarks, unsigned count)
{
	wc_json_list(out, key);
	for (unsigned i = 0; i < count; i++) {
		wc_json_map(out, NULL);
		wc_json_text(out, "rule", v->program->rules[remarks[i].rule].id);
		wc_json_text(out, "text", wc_wording(arena, v, &remarks[i]));
		wc_json_end(out);
	}
	wc_json_end(out);
}

void
wc_json_remedies(struct wc_json_out *out, wc_arena *arena, const struct wc_verdict *v)
{
	wc_json_list(out, "remedies");
	for (unsigned i = 0; i < v->remedy_count; i++) {
		wc_json_map(out, NULL);
		wc_json_text(out, "action", wc_word(&wc_action_words, v->remedies[i].action));
		wc_json_text(out, "value", wc_remedy_value(arena, v, &v->remedies[i]));
		wc_json_text(out, "text", wc_remedy_text(arena, v, &v->remedies[i]));
		wc_json_end(out);
	}
	wc_json_end(out);
}

static void
missing_members(struct wc_json_out *out, const struct wc_verdict *v)
{
	wc_json_list(out, "missing");
	for (unsigned fact = 0; fact < WC_FACT_COUNT; fact++) {
		if (v->missing >> fact & 1)
			wc_json_text(out, NULL, wc_fact_name((enum wc_fact)fact));
	}
	wc_json_end(out);
	wc_json_list(out, "notEvaluated");
	for (unsigned i = 0; i < v->not_evaluated_count; i++) {
		wc_json_map(out, NULL);
		wc_json_text(out, "rule", v->program->rules[v->not_evaluated[i].rule].id);
		wc_json_text(out, "missing", wc_fact_name((enum wc_fact)v->not_evaluated[i].fact));
		wc_json_end(out);
	}
	wc_json_end(out);
}

static void
matrix_members(struct wc_json_out *out, const struct wc_program *program, const struct wc_matrix_edition *edition)
{
	if (edition) {
		wc_json_map(out, "matrix");
		wc_json_text(out, "edition", edition->id);
		wc_json_date(out, "published", edition->published);
		wc_json_end(out);
	} else {
		wc_json_null(out, "matrix");
	}
	wc_json_policies(out, "policy", program);
}

/* What every Verdict begins with. */
static void
subject_members(struct wc_json_out *out, const struct wc_answer *answer, const struct wc_present_options *options)
{
	const struct wc_verdict *v = answer->verdict;
	wc_json_map(out, "image");
	wc_json_image(out, v ? v->image : answer->image);
	wc_json_end(out);
	wc_json_map(out, "host");
	wc_json_host(out, answer->host);
	wc_json_end(out);
	request_member(out, v ? &v->request : &options->request, options->program);
}

/* The members that say what was decided and why, before and behind `selection`. */
static void
answer_members(struct wc_json_out *out, wc_arena *arena, const struct wc_answer *answer, const struct wc_verdict *v)
{
	wc_json_text(out, "decision", wc_word(&wc_decision_words, v->decision));
	wc_json_word(out, "isolation", &wc_mode_words, v->isolation);
	wc_json_text(out, "launch", wc_word(&wc_launch_words, v->launch));
	wc_json_text(out, "summary", wc_answer_summary(arena, answer, v));
	if (answer->error)
		wc_json_text(out, "error", answer->error->text);
	modes_member(out, v->program, v->modes);
}

static void
because_members(struct wc_json_out *out, wc_arena *arena, const struct wc_verdict *v)
{
	reasons_member(out, arena, v);
	remarks_member(out, arena, "warnings", v, v->warnings, v->warning_count);
	remarks_member(out, arena, "notes", v, v->notes, v->note_count);
	wc_json_remedies(out, arena, v);
	missing_members(out, v);
	matrix_members(out, v->program, v->edition);
}

void
wc_json_verdict(struct wc_json_out *out, wc_arena *arena, const struct wc_answer *answer, const struct wc_present_options *options)
{
	struct wc_verdict unread;
	const struct wc_verdict *v = wc_answer_verdict(answer, options, &unread);
	subject_members(out, answer, options);
	answer_members(out, arena, answer, v);
	wc_json_selection(out, answer, v);
	because_members(out, arena, v);
}

void
wc_json_decided(struct wc_json_out *out, wc_arena *arena, const struct wc_answer *answer, const struct wc_verdict *v)
{
	answer_members(out, arena, answer, v);
	because_members(out, arena, v);
}

static void
counts_member(struct wc_json_out *out, const struct wc_answer *answers, size_t count)
{
	static const char *const keys[] = {"allow", "refuse", "unknown", "error"};
	struct wc_counts n = wc_count(answers, count);
	const size_t values[] = {n.allow, n.refuse, n.unknown, n.error};
	wc_json_map(out, "counts");
	for (unsigned i = 0; i < 4; i++)
		wc_json_number(out, keys[i], (int64_t)values[i]);
	wc_json_end(out);
}

void
wc_present_json(struct wc_text *text, wc_arena *arena, const struct wc_answer *answers, size_t count,
                const struct wc_present_options *options)
{
	struct wc_json_out out = {.text = text, .pretty = true};
	wc_json_head(&out, "VerdictList");
	counts_member(&out, answers, count);
	wc_json_list(&out, "verdicts");
	for (size_t i = 0; i < count; i++) {
		wc_json_map(&out, NULL);
		wc_json_verdict(&out, arena, &answers[i], options);
		wc_json_end(&out);
	}
	wc_json_end(&out);
	wc_json_end(&out);
	wc_text_addz(text, "\n");
}

void
wc_present_ndjson(struct wc_text *text, wc_arena *arena, const struct wc_answer *answers, size_t count,
                  const struct wc_present_options *options)
{
	for (size_t i = 0; i < count; i++) {
		struct wc_json_out out = {.text = text};
		wc_json_head(&out, "Verdict");
		wc_json_verdict(&out, arena, &answers[i], options);
		wc_json_end(&out);
		wc_text_addz(text, "\n");
	}
}
