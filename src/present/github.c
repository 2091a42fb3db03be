/* GitHub workflow commands: an annotation for each case that asks for attention, the worst first, for few are shown. */
#include "present/answers.h"

#include "present/report.h"
#include "present/safe.h"
#include "present/uri.h"

#include <string.h>

/* The escapes of a workflow command (actions/toolkit, command.ts): of its message, and of a property. */
static void
add_escaped(struct wc_text *out, const char *text, bool property)
{
	for (; *text; text++) {
		if (strchr("%\r\n", *text) || (property && strchr(":,", *text)))
			wc_text_printf(out, "%%%02X", (unsigned char)*text);
		else
			wc_text_add(out, text, 1);
	}
}

static const char *
command(const struct wc_case *c)
{
	if (c->excuse != WC_EXCUSE_NONE)
		return "notice";
	switch (c->level) {
	case WC_LEVEL_REFUSE:
	case WC_LEVEL_UNREADABLE:
		return "error";
	case WC_LEVEL_UNKNOWN:
	case WC_LEVEL_WARN:
		return "warning";
	default:
		return "notice";
	}
}

static void
property(struct wc_text *out, wc_arena *arena, const char *head, const char *value)
{
	struct wc_text safe = {.arena = arena};
	wc_add_safe(&safe, value);
	wc_text_addz(out, head);
	add_escaped(out, wc_text_string(&safe), true);
}

static void
place(struct wc_text *out, wc_arena *arena, const struct wc_stretch *at)
{
	property(out, arena, "file=", wc_path_plain(at->file));
	wc_text_addz(out, ",");
	if (at->line == 0)
		return;
	wc_text_printf(out, "line=%zu,endLine=%zu,", at->line, at->line);
	if (at->column)
		wc_text_printf(out, "col=%zu,endColumn=%zu,", at->column, at->column + at->length);
}

void
wc_present_github(struct wc_text *out, wc_arena *arena, const struct wc_answer *answers, size_t count,
                  const struct wc_present_options *options)
{
	struct wc_report *report = wc_report_make(arena, answers, count, options);
	wc_report_worst_first(arena, report);
	for (size_t i = 0; i < report->count; i++) {
		const struct wc_case *c = &report->cases[i];
		if (c->level == WC_LEVEL_PASS)
			continue;
		wc_text_printf(out, "::%s ", command(c));
		if (c->at)
			place(out, arena, c->at);
		property(out, arena, "title=", wc_printf(arena, "wincompat %s: %s", c->rule->id, wc_level_title(c->level)));
		wc_text_addz(out, "::");
		add_escaped(out, wc_case_message(arena, report, c), false);
		wc_text_addz(out, "\n");
	}
}
