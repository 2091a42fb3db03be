/* SARIF results: message, place, fingerprints, suppressions. */
#include "present/sarif.h"

#include "present/fingerprint.h"
#include "present/safe.h"
#include "present/uri.h"

#include <string.h>

const char *
wc_sarif_message(wc_arena *arena, const struct wc_report *report, const struct wc_case *c)
{
	struct wc_text out = {.arena = arena};
	for (const char *p = wc_case_message(arena, report, c); *p; p++) {
		if (*p == '(' && out.length && out.bytes[out.length - 1] == ']')
			wc_text_addz(&out, "\\x28");
		else if (*p == '{' && p[1] >= '0' && p[1] <= '9')
			wc_text_addz(&out, "\\x7b");
		else
			wc_text_add(&out, p, 1);
	}
	return wc_text_string(&out);
}

static void
region_member(struct wc_json_out *out, const struct wc_stretch *at)
{
	wc_json_map(out, "region");
	wc_json_number(out, "startLine", at && at->line ? (int64_t)at->line : 1);
	if (at && at->line && at->column) {
		wc_json_number(out, "startColumn", (int64_t)at->column);
		if (at->length)
			wc_json_number(out, "endColumn", (int64_t)(at->column + at->length));
	}
	wc_json_end(out);
}

/* An image is no file, but GitHub wants one for every result: its reference stands for it. */
static const char *
location_uri(wc_arena *arena, const struct wc_case *c)
{
	if (c->at && c->at->file && *c->at->file)
		return wc_path_uri(arena, c->at->file);
	return wc_path_uri(arena, wc_printf(arena, "./%s", c->image + strspn(c->image, "/")));
}

void
wc_sarif_locations(struct wc_json_out *out, wc_arena *arena, const struct wc_case *c)
{
	const char *uri = location_uri(arena, c);
	wc_json_list(out, "locations");
	wc_json_map(out, NULL);
	wc_json_map(out, "physicalLocation");
	wc_json_map(out, "artifactLocation");
	wc_json_text(out, "uri", uri);
	if (strncmp(uri, "file:", 5) != 0)
		wc_json_text(out, "uriBaseId", "%SRCROOT%");
	wc_json_end(out);
	region_member(out, c->at);
	wc_json_end(out);
	wc_json_end(out);
	wc_json_end(out);
}

static void
fingerprints_member(struct wc_json_out *out, const char *fingerprint)
{
	wc_json_map(out, "partialFingerprints");
	/* GitHub reads only the first; without it two hosts of one line would be one alert there. */
	wc_json_text(out, "primaryLocationLineHash", fingerprint);
	wc_json_text(out, "wincompat/v1", fingerprint);
	wc_json_end(out);
}

static void
suppressions_member(struct wc_json_out *out, const struct wc_case *c)
{
	if (c->excuse == WC_EXCUSE_NONE || c->excuse == WC_IN_BASELINE)
		return;
	struct wc_text why = {.arena = out->text->arena};
	wc_add_safe(&why, c->excuse_why ? c->excuse_why : "");
	wc_json_list(out, "suppressions");
	wc_json_map(out, NULL);
	wc_json_text(out, "kind", c->excuse == WC_IGNORED ? "inSource" : "external");
	if (why.length)
		wc_json_text(out, "justification", wc_text_string(&why));
	wc_json_end(out);
	wc_json_end(out);
}

/* What a program may want of the finding, exactly as it was given. */
static void
properties_member(struct wc_json_out *out, const struct wc_case *c)
{
	wc_json_map(out, "properties");
	wc_json_text(out, "level", wc_word(&wc_level_words, c->level));
	if (*c->image)
		wc_json_text(out, "image", c->image);
	if (*c->host)
		wc_json_text(out, "host", c->host);
	if (c->answer && c->answer->finding)
		wc_json_text(out, "role", wc_word(&wc_use_words, c->answer->finding->use->role));
	wc_json_end(out);
}

static bool
any_in_baseline(const struct wc_report *report)
{
	for (size_t i = 0; i < report->count; i++) {
		if (report->cases[i].excuse == WC_IN_BASELINE)
			return true;
	}
	return false;
}

void
wc_sarif_results(struct wc_json_out *out, wc_arena *arena, const struct wc_report *report,
                 const struct wc_rule_list *rules)
{
	const char **fingerprints = wc_fingerprints(arena, report);
	bool compared = any_in_baseline(report);
	wc_json_list(out, "results");
	for (size_t i = 0; i < report->count; i++) {
		const struct wc_case *c = &report->cases[i];
		wc_json_map(out, NULL);
		wc_json_text(out, "ruleId", c->rule->id);
		wc_json_number(out, "ruleIndex", (int64_t)wc_rule_index(rules, report, c));
		wc_json_text(out, "level", wc_sarif_level(c->level));
		wc_json_map(out, "message");
		wc_json_text(out, "text", wc_sarif_message(arena, report, c));
		wc_json_end(out);
		wc_sarif_locations(out, arena, c);
		fingerprints_member(out, fingerprints[i]);
		suppressions_member(out, c);
		if (compared)
			wc_json_text(out, "baselineState", c->excuse == WC_IN_BASELINE ? "unchanged" : "new");
		properties_member(out, c);
		wc_json_end(out);
	}
	wc_json_end(out);
}
