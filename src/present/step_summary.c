/* A GitHub step summary: the numbers and a table of what asks for attention, as Markdown. */
#include "present/answers.h"

#include "present/report.h"
#include "present/safe.h"

#include <string.h>

/* GitHub takes 1 MiB from a step; what else the step writes must find room, too. */
enum { MOST_BYTES = 1000 * 1000 };

/* Every ASCII punctuation mark that Markdown or HTML could read is an entity: also inside of tables that holds. */
static void
add_markdown(struct wc_text *out, wc_arena *arena, const char *text)
{
	struct wc_text safe = {.arena = arena};
	wc_add_safe(&safe, text);
	for (const char *p = wc_text_string(&safe); *p; p++) {
		if (strchr("\\`*_{}[]()<>#+!|~&@\"'$:", *p))
			wc_text_printf(out, "&#%d;", *p);
		else
			wc_text_add(out, p, 1);
	}
}

static void
place_cell(struct wc_text *out, wc_arena *arena, const struct wc_case *c)
{
	if (!c->at)
		return;
	add_markdown(out, arena, c->at->file);
	if (c->at->line)
		wc_text_printf(out, "&#58;%zu", c->at->line);
}

static void
row(struct wc_text *out, wc_arena *arena, const struct wc_report *report, const struct wc_case *c)
{
	const char *bold = c->level >= WC_LEVEL_UNKNOWN ? "**" : "";
	const char *warning = c->level == WC_LEVEL_WARN ? wc_case_warning(arena, c, 0) : NULL, *excuse = wc_case_excuse(arena, c);
	wc_text_printf(out, "| %s%s%s%s | ", bold, wc_level_title(c->level), bold, excuse ? ", excused" : "");
	add_markdown(out, arena, c->image);
	wc_text_addz(out, " | ");
	add_markdown(out, arena, c->host);
	wc_text_addz(out, " | ");
	place_cell(out, arena, c);
	wc_text_addz(out, " | ");
	add_markdown(out, arena, warning ? warning : wc_case_sentence(arena, report, c));
	wc_text_addz(out, " | ");
	add_markdown(out, arena, excuse ? excuse : wc_case_remedy(arena, report, c));
	wc_text_addz(out, " |\n");
}

static size_t
count_attention(const struct wc_report *report)
{
	size_t n = 0;
	for (size_t i = 0; i < report->count; i++)
		n += report->cases[i].level != WC_LEVEL_PASS;
	return n;
}

void
wc_present_step_summary(struct wc_text *out, wc_arena *arena, const struct wc_answer *answers, size_t count,
                        const struct wc_present_options *options)
{
	struct wc_report *report = wc_report_make(arena, answers, count, options);
	size_t attention = count_attention(report), shown = 0;
	wc_report_worst_first(arena, report);
	wc_text_printf(out, "### wincompat: %s\n\n", wc_report_counts(arena, report));
	if (attention)
		wc_text_addz(out, "| | image | host | where | because | do |\n| --- | --- | --- | --- | --- | --- |\n");
	for (size_t i = 0; i < report->count; i++) {
		struct wc_text line = {.arena = arena};
		if (report->cases[i].level == WC_LEVEL_PASS)
			continue;
		row(&line, arena, report, &report->cases[i]);
		if (out->length + line.length > MOST_BYTES)
			break;
		wc_text_add(out, line.bytes, line.length);
		shown++;
	}
	if (shown < attention)
		wc_text_printf(out, "\n%zu more are not shown: the table would be larger than GitHub takes.\n", attention - shown);
	wc_text_addz(out, "\n");
}
