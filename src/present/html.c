/* The HTML report: fills the slots of html/page.html. One file, nothing from a network. */
#include "present/html.h"

#include "format/base64.h"
#include "present/answers.h"
#include "present/html_parts.h"
#include "present/wording.h"

#include <string.h>

enum { SHA256_BYTES = 32 };

/* How the answers are, where there are several. */
static const char *
outcome(const struct wc_html *page)
{
	const size_t *n = page->report->counted;
	size_t all = n[WC_LEVEL_REFUSE] + n[WC_LEVEL_UNKNOWN] + n[WC_LEVEL_WARN] + n[WC_LEVEL_PASS];
	if (all + page->report->excused == 0)
		return "No image was found";
	if (n[WC_LEVEL_REFUSE])
		return wc_printf(page->arena, "%zu of %zu answers are refused", n[WC_LEVEL_REFUSE], all);
	if (n[WC_LEVEL_UNKNOWN])
		return wc_printf(page->arena, "None is refused, %zu of %zu answers are unknown", n[WC_LEVEL_UNKNOWN], all);
	if (n[WC_LEVEL_UNRESOLVED] || n[WC_LEVEL_UNREADABLE])
		return "What could be read and resolved may run";
	return page->report->excused ? "What counts may run" : "All may run";
}

static void
headline(const struct wc_html *page)
{
	const struct wc_case *only = page->report->cases;
	if (page->report->count != 1 || !only->answer) {
		wc_text_addz(page->out, outcome(page));
		return;
	}
	wc_html_name(page->out, page->arena, only->image);
	wc_text_addz(page->out, " on <span class=\"name\">");
	wc_html_add(page->out, page->arena, only->host);
	wc_text_printf(page->out, "</span>: %s", wc_html_verdict(page->arena, only));
}

static void
title(const struct wc_html *page)
{
	const struct wc_case *only = page->report->cases;
	bool one = page->report->count == 1 && only->answer;
	const char *text = one ? wc_printf(page->arena, "%s: %s", wc_html_verdict(page->arena, only), wc_case_title(page->arena, only))
	                       : outcome(page);
	wc_html_add(page->out, page->arena, wc_printf(page->arena, "wincompat: %s", text));
}

static void
asked(const struct wc_html *page)
{
	char date[WC_DATE_TEXT];
	const struct wc_present_options *options = page->report->options;
	wc_text_printf(page->out, "Isolation asked for: %s. Purpose: %s.", wc_word(&wc_isolation_words, options->request.isolation),
	               wc_word(&wc_purpose_words, options->request.purpose));
	if (options->edition)
		wc_text_printf(page->out, " Microsoft\xe2\x80\x99s matrix %s of %s.", options->edition->id,
		               wc_date_print(options->edition->published, date));
}

static void
tile(const struct wc_html *page, enum wc_level level)
{
	wc_text_printf(page->out, "<li class=\"%s\"><b>%zu</b><span>%s</span></li>\n", wc_word(&wc_level_words, level),
	               page->report->counted[level], wc_level_title(level));
}

static void
tiles(const struct wc_html *page)
{
	for (int level = WC_LEVEL_COUNT - 1; level >= 0; level--) {
		if (page->report->counted[level] || level == WC_LEVEL_REFUSE)
			tile(page, (enum wc_level)level);
	}
	if (page->report->excused)
		wc_text_printf(page->out, "<li><b>%zu</b><span>excused</span></li>\n", page->report->excused);
}

static bool
any_of(const struct wc_report *report, enum wc_level level)
{
	for (size_t i = 0; i < report->count; i++) {
		if (report->cases[i].level == level)
			return true;
	}
	return false;
}

/* A box for each level that the grid shows. */
static void
levels(const struct wc_html *page)
{
	static const enum wc_level shown[] = {WC_LEVEL_REFUSE, WC_LEVEL_UNKNOWN, WC_LEVEL_WARN, WC_LEVEL_PASS};
	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++) {
		const char *word = wc_word(&wc_level_words, shown[i]);
		if (!any_of(page->report, shown[i]))
			continue;
		wc_text_printf(page->out, "<label class=\"%s\"><input type=\"checkbox\" name=\"level\" value=\"%s\" checked> ", word, word);
		wc_text_printf(page->out, "%s</label>\n", wc_level_title(shown[i]));
	}
}

static void
grid_class(const struct wc_html *page)
{
	wc_text_addz(page->out, page->hosts.count > WC_HTML_MANY ? " many" : "");
}

static void
version(const struct wc_html *page)
{
	wc_html_add(page->out, page->arena, page->report->options->version);
}

static void
foot(const struct wc_html *page)
{
	wc_text_addz(page->out, "Made by wincompat ");
	version(page);
	wc_text_addz(page->out, ". This page is one file and loads nothing.");
}

/* What a Content-Security-Policy calls a part of the page: nothing else may run or style it. */
static void
hash(const struct wc_html *page, const char *part)
{
	uint8_t digest[SHA256_BYTES];
	page->report->options->sha256(part, strlen(part), digest);
	wc_text_addz(page->out, wc_base64_write(page->arena, (const char *)digest, sizeof(digest)));
}

static void
style_hash(const struct wc_html *page)
{
	hash(page, wc_html_style);
}

static void
script_hash(const struct wc_html *page)
{
	hash(page, wc_html_script);
}

static void
style(const struct wc_html *page)
{
	wc_text_addz(page->out, wc_html_style);
}

static void
script(const struct wc_html *page)
{
	wc_text_addz(page->out, wc_html_script);
}

/* The slots of the page: "{{name}}". */
static const struct {
	const char *name;
	void (*fill)(const struct wc_html *page);
} slots[] = {
	{"title", title},           {"headline", headline}, {"asked", asked},
	{"tiles", tiles},           {"levels", levels},     {"grid-class", grid_class},
	{"grid", wc_html_grid},     {"findings", wc_html_findings}, {"rest", wc_html_rest},
	{"hosts", wc_html_hosts},   {"rules", wc_html_rules}, {"foot", foot},
	{"version", version},       {"style", style},       {"script", script},
	{"style-hash", style_hash}, {"script-hash", script_hash},
};

static void
fill(const struct wc_html *page, const char *name, size_t length)
{
	for (size_t i = 0; i < sizeof(slots) / sizeof(slots[0]); i++) {
		if (strlen(slots[i].name) == length && memcmp(slots[i].name, name, length) == 0)
			slots[i].fill(page);
	}
}

void
wc_present_html(struct wc_text *out, wc_arena *arena, const struct wc_answer *answers, size_t count,
                const struct wc_present_options *options)
{
	struct wc_html page = wc_html_make(arena, out, wc_report_make(arena, answers, count, options));
	const char *at = wc_html_page;
	for (const char *open; (open = strstr(at, "{{")); at = strstr(open, "}}") + 2) {
		wc_text_add(out, at, (size_t)(open - at));
		fill(&page, open + 2, (size_t)(strstr(open, "}}") - open - 2));
	}
	wc_text_addz(out, at);
	wc_text_addz(out, "\n");
}
