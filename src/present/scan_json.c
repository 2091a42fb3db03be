/* The answers of a scan for programs: a Report, or its parts a line each. Source: contract 9. */
#include "present/scan.h"

#include "format/json_write.h"
#include "present/answers.h"
#include "present/facts_json.h"

static void
place_members(struct wc_json_out *out, const struct wc_stretch *at)
{
	wc_json_text(out, "file", at->file);
	wc_json_number(out, "line", (int64_t)at->line);
	wc_json_number(out, "column", (int64_t)at->column);
}

static void
remarks_member(struct wc_json_out *out, const struct wc_finding *finding, const struct wc_program *program)
{
	wc_json_list(out, "warnings");
	for (size_t i = 0; i < finding->remark_count; i++) {
		wc_json_map(out, NULL);
		wc_json_text(out, "rule", program->rules[finding->remarks[i].rule].id);
		wc_json_text(out, "text", finding->remarks[i].text);
		wc_json_end(out);
	}
	wc_json_end(out);
}

static void
finding_members(struct wc_json_out *out, wc_arena *arena, const struct wc_answer *answer, const struct wc_present_options *options)
{
	const struct wc_finding *finding = answer->finding;
	place_members(out, &finding->use->at);
	wc_json_text(out, "reference", finding->use->reference);
	wc_json_text(out, "written", finding->use->written);
	wc_json_text(out, "role", wc_word(&wc_use_words, finding->use->role));
	wc_json_text(out, "subject", finding->use->subject);
	wc_json_text(out, "host", answer->host->name ? answer->host->name : answer->host->spec);
	if (finding->excuse) {
		wc_json_map(out, "excuse");
		wc_json_text(out, "kind", wc_word(&wc_excuse_words, finding->excuse));
		wc_json_text(out, "reason", finding->excuse_why);
		wc_json_end(out);
	} else {
		wc_json_null(out, "excuse");
	}
	remarks_member(out, finding, options->program);
	wc_json_map(out, "verdict");
	wc_json_verdict(out, arena, answer, options);
	wc_json_end(out);
}

static void
unresolved_members(struct wc_json_out *out, const struct wc_unresolved *unresolved)
{
	place_members(out, &unresolved->at);
	wc_json_text(out, "text", unresolved->text);
	wc_json_text(out, "why", unresolved->why);
}

static void
error_members(struct wc_json_out *out, const struct wc_diag *diag)
{
	wc_json_text(out, "file", diag->file);
	wc_json_number(out, "line", (int64_t)diag->line);
	wc_json_number(out, "column", (int64_t)diag->column);
	wc_json_text(out, "text", diag->text);
	wc_json_text(out, "do", diag->hint);
}

static const struct wc_diag *
first_error(const struct wc_present_options *options)
{
	return options->rest ? options->rest->errors : NULL;
}

static size_t
unresolved_count(const struct wc_present_options *options)
{
	return options->rest ? options->rest->unresolved_count : 0;
}

void
wc_present_scan_json(struct wc_text *text, wc_arena *arena, const struct wc_answer *answers, size_t count,
                     const struct wc_present_options *options)
{
	struct wc_json_out out = {.text = text, .pretty = true};
	wc_json_head(&out, "Report");
	wc_json_list(&out, "findings");
	for (size_t i = 0; i < count; i++) {
		wc_json_map(&out, NULL);
		finding_members(&out, arena, &answers[i], options);
		wc_json_end(&out);
	}
	wc_json_end(&out);
	wc_json_list(&out, "unresolved");
	for (size_t i = 0; i < unresolved_count(options); i++) {
		wc_json_map(&out, NULL);
		unresolved_members(&out, &options->rest->unresolved[i]);
		wc_json_end(&out);
	}
	wc_json_end(&out);
	wc_json_list(&out, "errors");
	for (const struct wc_diag *diag = first_error(options); diag; diag = diag->next) {
		wc_json_map(&out, NULL);
		error_members(&out, diag);
		wc_json_end(&out);
	}
	wc_json_end(&out);
	wc_json_end(&out);
	wc_text_addz(text, "\n");
}

void
wc_present_scan_ndjson(struct wc_text *text, wc_arena *arena, const struct wc_answer *answers, size_t count,
                       const struct wc_present_options *options)
{
	for (size_t i = 0; i < count; i++) {
		struct wc_json_out out = {.text = text};
		wc_json_head(&out, "Finding");
		finding_members(&out, arena, &answers[i], options);
		wc_json_end(&out);
		wc_text_addz(text, "\n");
	}
	for (size_t i = 0; i < unresolved_count(options); i++) {
		struct wc_json_out out = {.text = text};
		wc_json_head(&out, "Unresolved");
		unresolved_members(&out, &options->rest->unresolved[i]);
		wc_json_end(&out);
		wc_text_addz(text, "\n");
	}
	for (const struct wc_diag *diag = first_error(options); diag; diag = diag->next) {
		struct wc_json_out out = {.text = text};
		wc_json_head(&out, "Error");
		error_members(&out, diag);
		wc_json_end(&out);
		wc_text_addz(text, "\n");
	}
}
