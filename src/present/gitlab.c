/* GitLab code quality: a list of what asks for attention (docs.gitlab.com, ci/testing/code_quality, report format). */
#include "present/answers.h"

#include "format/json_write.h"
#include "present/fingerprint.h"
#include "present/uri.h"

static const char *
severity(enum wc_level level)
{
	static const char *const severities[WC_LEVEL_COUNT] = {
		[WC_LEVEL_PASS] = "info",        [WC_LEVEL_WARN] = "minor",    [WC_LEVEL_UNRESOLVED] = "info",
		[WC_LEVEL_UNREADABLE] = "major", [WC_LEVEL_UNKNOWN] = "major", [WC_LEVEL_REFUSE] = "critical",
	};
	return severities[level];
}

static void
location_member(struct wc_json_out *out, const struct wc_case *c)
{
	wc_json_map(out, "location");
	wc_json_text(out, "path", c->at ? wc_path_plain(c->at->file) : c->image);
	wc_json_map(out, "lines");
	wc_json_number(out, "begin", c->at && c->at->line ? (int64_t)c->at->line : 1);
	wc_json_end(out);
	wc_json_end(out);
}

void
wc_present_gitlab(struct wc_text *text, wc_arena *arena, const struct wc_answer *answers, size_t count,
                  const struct wc_present_options *options)
{
	struct wc_json_out out = {.text = text, .pretty = true};
	struct wc_report *report = wc_report_make(arena, answers, count, options);
	wc_report_worst_first(arena, report);
	const char **fingerprints = wc_fingerprints(arena, report);
	wc_json_list(&out, NULL);
	for (size_t i = 0; i < report->count; i++) {
		const struct wc_case *c = &report->cases[i];
		/* The format knows no suppression: what is excused is no finding. */
		if (c->level == WC_LEVEL_PASS || c->excuse != WC_EXCUSE_NONE)
			continue;
		wc_json_map(&out, NULL);
		wc_json_text(&out, "description", wc_case_message(arena, report, c));
		wc_json_text(&out, "check_name", c->rule->id);
		wc_json_text(&out, "fingerprint", fingerprints[i]);
		wc_json_text(&out, "severity", severity(c->level));
		location_member(&out, c);
		wc_json_end(&out);
	}
	wc_json_end(&out);
	wc_text_addz(text, "\n");
}
