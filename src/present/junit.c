/* JUnit XML, as Jenkins, GitLab and Azure read it: a test case for each image on each host. */
#include "present/answers.h"

#include "present/report.h"
#include "present/safe.h"
#include "present/xml.h"

#include <string.h>

/* How many of the cases from `first` to before `end` are what JUnit calls so. */
struct suite_counts {
	size_t tests, failures, errors, skipped;
};

static bool
is_skipped(const struct wc_case *c)
{
	return c->excuse != WC_EXCUSE_NONE || c->level == WC_LEVEL_UNRESOLVED;
}

static struct suite_counts
count_suite(const struct wc_report *report, size_t first, size_t end)
{
	struct suite_counts n = {.tests = end - first};
	for (size_t i = first; i < end; i++) {
		const struct wc_case *c = &report->cases[i];
		bool skipped = is_skipped(c);
		n.skipped += skipped;
		n.failures += !skipped && c->level == WC_LEVEL_REFUSE;
		n.errors += !skipped && (c->level == WC_LEVEL_UNKNOWN || c->level == WC_LEVEL_UNREADABLE);
	}
	return n;
}

static const char *
safe(wc_arena *arena, const char *text)
{
	struct wc_text out = {.arena = arena};
	wc_add_safe(&out, text);
	return wc_text_string(&out);
}

/* What a suite is about: a file of a scan, a host of a check. */
static const char *
suite_name(const struct wc_case *c)
{
	return c->at ? c->at->file : c->host;
}

/* Everything below the first line of a failure: warnings, remedy, rule and its sources. */
static const char *
details(wc_arena *arena, const struct wc_report *report, const struct wc_case *c)
{
	struct wc_text out = {.arena = arena};
	const char *warning, *remedy = wc_case_remedy(arena, report, c);
	wc_text_printf(&out, "%s\n", safe(arena, wc_case_sentence(arena, report, c)));
	for (size_t i = 0; (warning = wc_case_warning(arena, c, i)); i++)
		wc_text_printf(&out, "warning: %s\n", safe(arena, warning));
	if (*remedy)
		wc_text_printf(&out, "do: %s\n", safe(arena, remedy));
	wc_text_printf(&out, "rule: %s\n", c->rule->id);
	for (size_t i = 0; i < c->source.count; i++)
		wc_text_printf(&out, "source: %s\n", c->source.item[i]);
	return wc_text_string(&out);
}

static void
outcome(struct wc_xml_out *out, wc_arena *arena, const struct wc_report *report, const struct wc_case *c,
        const char *element)
{
	wc_xml_open(out, element);
	wc_xml_attribute(out, "type", c->rule->id);
	wc_xml_attribute(out, "message", safe(arena, wc_case_sentence(arena, report, c)));
	wc_xml_content(out, details(arena, report, c));
	wc_xml_close(out);
}

static void
text_element(struct wc_xml_out *out, const char *element, const char *text)
{
	wc_xml_open(out, element);
	wc_xml_content(out, text);
	wc_xml_close(out);
}

static void
case_outcome(struct wc_xml_out *out, wc_arena *arena, const struct wc_report *report, const struct wc_case *c)
{
	const char *excuse = wc_case_excuse(arena, c);
	const char *sentence = wc_case_sentence(arena, report, c);
	if (is_skipped(c))
		text_element(out, "skipped", safe(arena, excuse ? wc_printf(arena, "%s; %s", excuse, sentence) : sentence));
	else if (c->level == WC_LEVEL_REFUSE)
		outcome(out, arena, report, c, "failure");
	else if (c->level == WC_LEVEL_UNKNOWN || c->level == WC_LEVEL_UNREADABLE)
		outcome(out, arena, report, c, "error");
	else if (c->level == WC_LEVEL_WARN)
		text_element(out, "system-out", details(arena, report, c));
}

static void
case_element(struct wc_xml_out *out, wc_arena *arena, const struct wc_report *report, const struct wc_case *c)
{
	const char *title = wc_case_title(arena, c);
	if (c->at && c->at->line)
		title = wc_printf(arena, "%s, line %zu", title, c->at->line);
	wc_xml_open(out, "testcase");
	wc_xml_attribute(out, "classname", safe(arena, suite_name(c)));
	wc_xml_attribute(out, "name", safe(arena, title));
	case_outcome(out, arena, report, c);
	wc_xml_close(out);
}

static void
count_attributes(struct wc_xml_out *out, struct suite_counts n)
{
	wc_xml_number(out, "tests", n.tests);
	wc_xml_number(out, "failures", n.failures);
	wc_xml_number(out, "errors", n.errors);
}

static size_t
suite_element(struct wc_xml_out *out, wc_arena *arena, const struct wc_report *report, size_t first)
{
	size_t end = first + 1;
	const char *name = suite_name(&report->cases[first]);
	while (end < report->count && strcmp(suite_name(&report->cases[end]), name) == 0)
		end++;
	struct suite_counts n = count_suite(report, first, end);
	wc_xml_open(out, "testsuite");
	wc_xml_attribute(out, "name", safe(arena, name));
	count_attributes(out, n);
	wc_xml_number(out, "skipped", n.skipped);
	for (size_t i = first; i < end; i++)
		case_element(out, arena, report, &report->cases[i]);
	wc_xml_close(out);
	return end;
}

void
wc_present_junit(struct wc_text *text, wc_arena *arena, const struct wc_answer *answers, size_t count,
                 const struct wc_present_options *options)
{
	struct wc_xml_out out = {.text = text};
	const struct wc_report *report = wc_report_make(arena, answers, count, options);
	wc_xml_begin(&out);
	wc_xml_open(&out, "testsuites");
	wc_xml_attribute(&out, "name", "wincompat");
	count_attributes(&out, count_suite(report, 0, report->count));
	for (size_t i = 0; i < report->count;)
		i = suite_element(&out, arena, report, i);
	wc_xml_close(&out);
}
