/* SARIF 2.1.0: one run with a rule catalogue and a result for each case that asks for attention. */
#include "present/sarif.h"

#include "present/answers.h"
#include "present/rule_list.h"

/* GitHub's code scanning shows so many results of a run, and takes no file with more. */
enum { SHOWN = 5000, MOST = 25000 };

static const char schema[] = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

const char *
wc_sarif_level(enum wc_level level)
{
	static const char *const levels[WC_LEVEL_COUNT] = {
		[WC_LEVEL_PASS] = "none",          [WC_LEVEL_WARN] = "note",       [WC_LEVEL_UNRESOLVED] = "note",
		[WC_LEVEL_UNREADABLE] = "warning", [WC_LEVEL_UNKNOWN] = "warning", [WC_LEVEL_REFUSE] = "error",
	};
	return levels[level];
}

static void
text_member(struct wc_json_out *out, const char *key, const char *text)
{
	wc_json_map(out, key);
	wc_json_text(out, "text", text);
	wc_json_end(out);
}

/* What the rule says, and its sources as links. */
static void
help_member(struct wc_json_out *out, wc_arena *arena, const struct wc_listed_rule *r)
{
	struct wc_text plain = {.arena = arena};
	wc_text_printf(&plain, "It says: %s.", wc_rule_template(arena, r->rule));
	for (size_t i = 0; i < r->source.count; i++)
		wc_text_printf(&plain, "\nSource: %s", r->source.item[i]);
	text_member(out, "help", wc_text_string(&plain));
}

static void
rule_properties(struct wc_json_out *out, const struct wc_listed_rule *r)
{
	const char *level = wc_sarif_level(r->worst);
	wc_json_map(out, "properties");
	wc_json_list(out, "tags");
	wc_json_text(out, NULL, "windows-containers");
	wc_json_text(out, NULL, wc_word(&wc_evidence_words, r->rule->evidence));
	wc_json_end(out);
	wc_json_text(out, "problem.severity", level[0] == 'n' ? "recommendation" : level);
	wc_json_end(out);
}

/* "MatrixOtherMode" of "MATRIX-OTHER-MODE": what SARIF calls the name of a rule. */
static const char *
pascal_case(wc_arena *arena, const char *id)
{
	struct wc_text name = {.arena = arena};
	for (const char *p = id; *p; p++) {
		bool first = p == id || p[-1] == '-';
		char c = *p >= 'A' && *p <= 'Z' && !first ? (char)(*p - 'A' + 'a') : *p;
		wc_text_add(&name, &c, *p != '-');
	}
	return wc_text_string(&name);
}

static void
rule_element(struct wc_json_out *out, wc_arena *arena, const struct wc_listed_rule *r)
{
	const char *title = r->rule->title ? r->rule->title : r->rule->id, *link = wc_rule_link(arena, r);
	wc_json_map(out, NULL);
	wc_json_text(out, "id", r->rule->id);
	wc_json_text(out, "name", pascal_case(arena, r->rule->id));
	text_member(out, "shortDescription", title);
	text_member(out, "fullDescription", wc_printf(arena, "%s (%s).", title, wc_rule_standing(arena, r->rule)));
	help_member(out, arena, r);
	if (link)
		wc_json_text(out, "helpUri", link);
	wc_json_map(out, "defaultConfiguration");
	wc_json_text(out, "level", wc_sarif_level(r->worst));
	wc_json_end(out);
	rule_properties(out, r);
	wc_json_end(out);
}

static void
tool_member(struct wc_json_out *out, wc_arena *arena, const struct wc_report *report, const struct wc_rule_list *rules)
{
	wc_json_map(out, "tool");
	wc_json_map(out, "driver");
	wc_json_text(out, "name", "wincompat");
	wc_json_text(out, "semanticVersion", report->options->version);
	wc_json_list(out, "rules");
	for (size_t i = 0; i < rules->count; i++)
		rule_element(out, arena, &rules->rules[i]);
	wc_json_end(out);
	wc_json_end(out);
	wc_json_end(out);
}

static void
notification(struct wc_json_out *out, wc_arena *arena, const char *level, const char *text, const struct wc_case *c)
{
	wc_json_map(out, NULL);
	wc_json_text(out, "level", level);
	text_member(out, "message", text);
	if (c)
		wc_sarif_locations(out, arena, c);
	wc_json_end(out);
}

/* What is no result: files that could not be read, and that something was cut. */
static void
invocations_member(struct wc_json_out *out, wc_arena *arena, const struct wc_report *report, size_t results)
{
	wc_json_list(out, "invocations");
	wc_json_map(out, NULL);
	wc_json_bool(out, "executionSuccessful", true);
	wc_json_list(out, "toolExecutionNotifications");
	const char *cut = wc_printf(arena, "%zu results were left out, the least bad ones: GitHub takes no file with more than %d",
	                            results > MOST ? results - MOST : 0, MOST);
	if (results > MOST)
		notification(out, arena, "warning", cut, NULL);
	if (results > SHOWN)
		notification(out, arena, "note", wc_printf(arena, "GitHub shows the first %d results, the worst come first", SHOWN), NULL);
	for (size_t i = 0; i < report->count; i++) {
		if (report->cases[i].diag)
			notification(out, arena, "error", wc_sarif_message(arena, report, &report->cases[i]), &report->cases[i]);
	}
	wc_json_end(out);
	wc_json_end(out);
	wc_json_end(out);
}

/* Keeps what becomes a result: all but what passes and what is no finding; returns how many there are. */
static size_t
keep_results(wc_arena *arena, const struct wc_report *report, struct wc_report *ret_kept)
{
	*ret_kept = *report;
	ret_kept->cases = wc_array(arena, struct wc_case, report->count + 1);
	ret_kept->count = 0;
	for (size_t i = 0; i < report->count; i++) {
		if (report->cases[i].level != WC_LEVEL_PASS && !report->cases[i].diag)
			ret_kept->cases[ret_kept->count++] = report->cases[i];
	}
	return ret_kept->count;
}

static void
run_element(struct wc_json_out *out, wc_arena *arena, const struct wc_report *report)
{
	struct wc_report kept;
	size_t results = keep_results(arena, report, &kept);
	struct wc_rule_list rules = wc_rules_deciding(arena, &kept, MOST);
	kept.count = results > MOST ? MOST : results;
	wc_json_map(out, NULL);
	tool_member(out, arena, report, &rules);
	invocations_member(out, arena, report, results);
	wc_json_text(out, "columnKind", "unicodeCodePoints");
	wc_sarif_results(out, arena, &kept, &rules);
	wc_json_end(out);
}

void
wc_present_sarif(struct wc_text *text, wc_arena *arena, const struct wc_answer *answers, size_t count,
                 const struct wc_present_options *options)
{
	struct wc_json_out out = {.text = text, .pretty = true};
	struct wc_report *report = wc_report_make(arena, answers, count, options);
	wc_report_worst_first(arena, report);
	wc_json_map(&out, NULL);
	wc_json_text(&out, "$schema", schema);
	wc_json_text(&out, "version", "2.1.0");
	wc_json_list(&out, "runs");
	run_element(&out, arena, report);
	wc_json_end(&out);
	wc_json_end(&out);
	wc_text_addz(text, "\n");
}
