/* Checkstyle XML: for each file what asks for attention, with its place; for check the image stands for the file. */
#include "present/answers.h"

#include "present/report.h"
#include "present/uri.h"
#include "present/xml.h"

#include <string.h>

static const char *
severity(const struct wc_case *c)
{
	if (c->excuse != WC_EXCUSE_NONE)
		return "ignore";
	switch (c->level) {
	case WC_LEVEL_REFUSE:
		return "error";
	case WC_LEVEL_UNKNOWN:
	case WC_LEVEL_UNREADABLE:
		return "warning";
	default:
		return "info";
	}
}

static const char *
file_name(const struct wc_case *c)
{
	return c->at ? wc_path_plain(c->at->file) : c->image;
}

static void
error_element(struct wc_xml_out *out, wc_arena *arena, const struct wc_report *report, const struct wc_case *c)
{
	wc_xml_open(out, "error");
	wc_xml_number(out, "line", c->at && c->at->line ? c->at->line : 1);
	if (c->at && c->at->column)
		wc_xml_number(out, "column", c->at->column);
	wc_xml_attribute(out, "severity", severity(c));
	wc_xml_attribute(out, "message", wc_case_message(arena, report, c));
	wc_xml_attribute(out, "source", wc_printf(arena, "wincompat.%s", c->rule->id));
	wc_xml_close(out);
}

/* One file: the cases that follow each other and are of the same file. */
static size_t
file_element(struct wc_xml_out *out, wc_arena *arena, const struct wc_report *report, size_t first)
{
	const char *name = file_name(&report->cases[first]);
	size_t i = first;
	wc_xml_open(out, "file");
	wc_xml_attribute(out, "name", name);
	for (; i < report->count && strcmp(file_name(&report->cases[i]), name) == 0; i++) {
		if (report->cases[i].level != WC_LEVEL_PASS)
			error_element(out, arena, report, &report->cases[i]);
	}
	wc_xml_close(out);
	return i;
}

void
wc_present_checkstyle(struct wc_text *text, wc_arena *arena, const struct wc_answer *answers, size_t count,
                      const struct wc_present_options *options)
{
	struct wc_xml_out out = {.text = text};
	const struct wc_report *report = wc_report_make(arena, answers, count, options);
	wc_xml_begin(&out);
	wc_xml_open(&out, "checkstyle");
	wc_xml_attribute(&out, "version", "4.3");
	for (size_t i = 0; i < report->count;)
		i = file_element(&out, arena, report, i);
	wc_xml_close(&out);
}
