/* Diagnoses as JSON. Source of the shape: contract 9; docs/schema/diagnosis.schema.json. */
#include "present/diagnosis.h"

#include "present/facts_json.h"
#include "present/wording.h"

#include <string.h>

/* Commands of several findings, each once. */
struct commands {
	const char **item;
	size_t count;
};

static void
add_command(struct commands *all, const char *command)
{
	for (size_t i = 0; i < all->count; i++)
		if (strcmp(all->item[i], command) == 0)
			return;
	all->item[all->count++] = command;
}

/* true, false or null: yes, no, or not known. */
static void
blame(struct wc_json_out *out, const char *key, unsigned versions)
{
	if (versions == WC_BLAME_YES || versions == WC_BLAME_NO)
		wc_json_bool(out, key, versions == WC_BLAME_YES);
	else
		wc_json_null(out, key);
}

static void
facts(struct wc_json_out *out, const struct wc_error_match *f)
{
	wc_json_map(out, "facts");
	for (unsigned i = 0; i < WC_DETAILS; i++)
		if (f->detail[i])
			wc_json_text(out, wc_word(&wc_detail_words, i), f->detail[i]);
	wc_json_end(out);
}

static void
causes(struct wc_json_out *out, wc_arena *arena, const struct wc_program *program, const struct wc_diagnosed *d)
{
	const struct wc_strings *ids = &d->finding->error->causes;
	wc_json_list(out, "causes");
	for (size_t i = 0; i < ids->count; i++) {
		const struct wc_cause *c = wc_cause_find(program, ids->item[i]);
		if (!c)
			continue;
		wc_json_map(out, NULL);
		wc_json_text(out, "cause", c->id);
		wc_json_text(out, "text", c->text);
		wc_json_list(out, "next");
		for (size_t k = 0; k < c->next.count; k++)
			wc_json_text(out, NULL, wc_next_command(arena, c->next.item[k], d));
		wc_json_end(out);
		wc_json_texts(out, "source", c->source.item, c->source.count);
		wc_json_end(out);
	}
	wc_json_end(out);
}

static void
checks(struct wc_json_out *out, wc_arena *arena, const struct wc_diagnosed *d)
{
	wc_json_list(out, "checks");
	for (size_t i = 0; i < d->tried_count; i++) {
		const struct wc_tried *t = &d->tried[i];
		const struct wc_verdict *v = t->answer->verdict;
		wc_json_map(out, NULL);
		wc_json_text(out, "host", t->answer->host->name ? t->answer->host->name : t->answer->host->spec);
		wc_json_text(out, "image", t->answer->image->reference);
		wc_json_text(out, "decision", wc_word(&wc_decision_words, v ? v->decision : WC_DECISION_UNKNOWN));
		wc_json_text(out, "summary", v ? wc_summary(arena, v) : t->answer->error->text);
		wc_json_text(out, "warning", t->warning ? wc_wording(arena, v, t->warning) : NULL);
		blame(out, "versionsAreTheCause", t->versions);
		wc_json_end(out);
	}
	wc_json_end(out);
}

static void
match(struct wc_json_out *out, wc_arena *arena, const struct wc_diagnosis *all, const struct wc_diagnosed *d)
{
	const struct wc_error_match *f = d->finding;
	const struct wc_error_text *e = f->error;
	wc_json_map(out, NULL);
	wc_json_text(out, "error", e->id);
	wc_json_text(out, "title", e->title);
	wc_json_text(out, "code", f->detail[WC_DETAIL_CODE] ? f->detail[WC_DETAIL_CODE] : e->code);
	wc_json_text(out, "rule", e->rule == UINT16_MAX ? NULL : all->program->rules[e->rule].id);
	wc_json_text(out, "text", e->means);
	wc_json_text(out, "confidence", wc_word(&wc_confidence_words, e->confidence));
	wc_json_text(out, "versions", wc_word(&wc_blame_words, e->versions));
	facts(out, f);
	wc_json_number(out, "line", (int64_t)f->line);
	wc_json_number(out, "count", (int64_t)f->count);
	wc_json_text(out, "excerpt", f->excerpt);
	blame(out, "versionsAreTheCause", d->versions);
	checks(out, arena, d);
	causes(out, arena, all->program, d);
	wc_json_texts(out, "source", e->source.item, e->source.count);
	wc_json_end(out);
}

/* Commands of all findings; where there is none, those that print what would help. */
static void
next(struct wc_json_out *out, wc_arena *arena, const struct wc_diagnosis *d)
{
	static const char *const helpful[] = {"docker info", "Get-EventLog -LogName Application -Source docker -Newest 50", "kubectl describe pod POD"};
	size_t most = 0;
	if (d->findings->count == 0) {
		wc_json_texts(out, "next", helpful, sizeof(helpful) / sizeof(helpful[0]));
		return;
	}
	for (size_t i = 0; i < d->count; i++)
		most += d->item[i].finding ? d->item[i].finding->error->next.count : 0;
	struct commands all = {wc_array(arena, const char *, most + 1), 0};
	for (size_t i = 0; i < d->count; i++)
		for (size_t k = 0; d->item[i].finding && k < d->item[i].finding->error->next.count; k++)
			add_command(&all, wc_next_command(arena, d->item[i].finding->error->next.item[k], &d->item[i]));
	wc_json_texts(out, "next", all.item, all.count);
}

void
wc_present_diagnosis_json(struct wc_text *text, wc_arena *arena, const struct wc_diagnosis *d)
{
	struct wc_json_out out = {.text = text, .pretty = true};
	wc_json_head(&out, "Diagnosis");
	wc_json_list(&out, "matches");
	for (size_t i = 0; i < d->count && d->item[i].finding; i++)
		match(&out, arena, d, &d->item[i]);
	wc_json_end(&out);
	blame(&out, "versionsAreTheCause", d->versions);
	next(&out, arena, d);
	if (d->findings->count == 0 && d->count)
		checks(&out, arena, &d->item[0]);
	wc_json_number(&out, "lines", (int64_t)d->findings->lines);
	wc_json_number(&out, "bytes", (int64_t)d->findings->bytes);
	wc_json_number(&out, "more", (int64_t)d->findings->more);
	wc_json_texts(&out, "codes", d->findings->context[WC_DETAIL_CODE].item, d->findings->context[WC_DETAIL_CODE].count);
	wc_json_end(&out);
	wc_text_addz(text, "\n");
}
