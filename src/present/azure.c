/* Azure DevOps logging commands: an issue for each case that asks for attention, the worst first. */
#include "present/answers.h"

#include "present/report.h"
#include "present/safe.h"
#include "present/uri.h"

#include <string.h>

/* The escapes of a logging command (azure-pipelines-task-lib, taskcommand.ts); "%" is newer than the others. */
static void
add_escaped(struct wc_text *out, const char *text, bool property)
{
	for (; *text; text++) {
		if (*text == '%')
			wc_text_addz(out, "%AZP25");
		else if (strchr("\r\n", *text) || (property && strchr(";]", *text)))
			wc_text_printf(out, "%%%02X", (unsigned char)*text);
		else
			wc_text_add(out, text, 1);
	}
}

/* Issues are errors or warnings: there is no third kind. */
static const char *
type(const struct wc_case *c)
{
	bool error = c->level == WC_LEVEL_REFUSE || c->level == WC_LEVEL_UNREADABLE;
	return error && c->excuse == WC_EXCUSE_NONE ? "error" : "warning";
}

static void
place(struct wc_text *out, wc_arena *arena, const struct wc_stretch *at)
{
	struct wc_text safe = {.arena = arena};
	wc_add_safe(&safe, wc_path_plain(at->file));
	wc_text_addz(out, "sourcepath=");
	add_escaped(out, wc_text_string(&safe), true);
	wc_text_addz(out, ";");
	if (at->line)
		wc_text_printf(out, "linenumber=%zu;", at->line);
	if (at->line && at->column)
		wc_text_printf(out, "columnnumber=%zu;", at->column);
}

/* A result is excused where it says so: a line for people, no issue. */
static void
case_line(struct wc_text *out, wc_arena *arena, const struct wc_report *report, const struct wc_case *c)
{
	const char *message = wc_case_message(arena, report, c);
	if (c->excuse != WC_EXCUSE_NONE || c->level == WC_LEVEL_UNRESOLVED) {
		wc_text_printf(out, "wincompat: %s\n", message);
		return;
	}
	wc_text_printf(out, "##vso[task.logissue type=%s;", type(c));
	if (c->at)
		place(out, arena, c->at);
	wc_text_printf(out, "code=%s;]", c->rule->id);
	add_escaped(out, message, false);
	wc_text_addz(out, "\n");
}

void
wc_present_azure(struct wc_text *out, wc_arena *arena, const struct wc_answer *answers, size_t count,
                 const struct wc_present_options *options)
{
	struct wc_report *report = wc_report_make(arena, answers, count, options);
	wc_report_worst_first(arena, report);
	for (size_t i = 0; i < report->count; i++) {
		if (report->cases[i].level != WC_LEVEL_PASS)
			case_line(out, arena, report, &report->cases[i]);
	}
}
