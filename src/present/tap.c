/* TAP 13, which readers of TAP 14 take as well: a test line for each image on each host, its details in a YAML block. */
#include "present/answers.h"

#include "format/json_write.h"
#include "present/report.h"
#include "present/safe.h"

#include <string.h>

static bool
passes(const struct wc_case *c)
{
	return c->level <= WC_LEVEL_UNRESOLVED || c->excuse != WC_EXCUSE_NONE;
}

/* A "#" would begin a directive and a "\" an escape (TAP 14): both are written as safe escapes are. */
static void
add_words(struct wc_text *out, wc_arena *arena, const char *text)
{
	struct wc_text safe = {.arena = arena};
	wc_add_safe(&safe, text);
	for (const char *p = wc_text_string(&safe); *p; p++) {
		if (*p == '#')
			wc_text_addz(out, "\\x23");
		else
			wc_text_add(out, p, 1);
	}
}

/* A line of the YAML block, "  key: " or "    - " and the value: a JSON string is a YAML scalar, too. */
static void
detail(struct wc_text *out, wc_arena *arena, const char *head, const char *value)
{
	struct wc_text safe = {.arena = arena};
	struct wc_json_out json = {.text = out};
	wc_add_safe(&safe, value);
	wc_text_addz(out, head);
	wc_json_text(&json, NULL, wc_text_string(&safe));
	wc_text_addz(out, "\n");
}

static void
details(struct wc_text *out, wc_arena *arena, const struct wc_report *report, const struct wc_case *c)
{
	const char *warning, *remedy = wc_case_remedy(arena, report, c);
	wc_text_addz(out, "  ---\n");
	detail(out, arena, "  message: ", wc_case_sentence(arena, report, c));
	detail(out, arena, "  severity: ", wc_word(&wc_level_words, c->level));
	detail(out, arena, "  rule: ", c->rule->id);
	if (*remedy)
		detail(out, arena, "  do: ", remedy);
	if (c->at) {
		detail(out, arena, "  file: ", c->at->file);
		wc_text_printf(out, "  line: %zu\n", c->at->line);
	}
	if (wc_case_warning(arena, c, 0))
		wc_text_addz(out, "  warnings:\n");
	for (size_t i = 0; (warning = wc_case_warning(arena, c, i)); i++)
		detail(out, arena, "    - ", warning);
	wc_text_addz(out, "  ...\n");
}

static void
test_line(struct wc_text *out, wc_arena *arena, const struct wc_case *c, size_t number)
{
	const char *excuse = wc_case_excuse(arena, c);
	wc_text_printf(out, "%s %zu - ", passes(c) ? "ok" : "not ok", number);
	if (c->at && !c->diag) {
		add_words(out, arena, c->at->file);
		wc_text_printf(out, ":%zu: ", c->at->line);
	}
	add_words(out, arena, wc_case_title(arena, c));
	if (excuse || c->level == WC_LEVEL_UNRESOLVED) {
		wc_text_addz(out, " # SKIP ");
		add_words(out, arena, excuse ? excuse : "not resolved");
	}
	wc_text_addz(out, "\n");
}

void
wc_present_tap(struct wc_text *out, wc_arena *arena, const struct wc_answer *answers, size_t count,
               const struct wc_present_options *options)
{
	const struct wc_report *report = wc_report_make(arena, answers, count, options);
	wc_text_printf(out, "TAP version 13\n1..%zu%s\n", report->count, report->count ? "" : " # SKIP no image is named");
	for (size_t i = 0; i < report->count; i++) {
		test_line(out, arena, &report->cases[i], i + 1);
		if (report->cases[i].level != WC_LEVEL_PASS)
			details(out, arena, report, &report->cases[i]);
	}
}
