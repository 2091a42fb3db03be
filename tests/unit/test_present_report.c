/* What the formats for other programs share: links, escapes, levels and order, fingerprints, and logs that take no command. */
#include "present_world.h"

#include "present/fingerprint.h"
#include "present/name_list.h"
#include "present/safe.h"
#include "present/uri.h"
#include "present/xml.h"

#include <criterion/criterion.h>
#include <string.h>

static struct world *w;

static void
start(void)
{
	w = world_new();
}

static void
end(void)
{
	world_end(w);
}

TestSuite(present_report, .init = start, .fini = end);

#define HAS(text, part) cr_assert(strstr((text), (part)), "no '%s' in:\n%s", (part), (text))
#define LACKS(text, part) cr_assert_not(strstr((text), (part)), "'%s' in:\n%s", (part), (text))

static const char *
link_of(const char *source)
{
	const char *link = wc_source_link(w->arena, source);
	return link ? link : "none";
}

Test(present_report, a_source_that_is_a_page_has_a_link)
{
	cr_assert_str_eq(link_of("https://github.com/moby/moby/issues/1 (2016-10-06)"),
	                 "https://github.com/moby/moby/issues/1");
	cr_assert_str_eq(link_of("https://github.com/moby/moby/pull/2: later"), "https://github.com/moby/moby/pull/2");
	cr_assert_str_eq(link_of("github.com/moby/moby/issues/1"), "https://github.com/moby/moby/issues/1");
	cr_assert_str_eq(link_of("moby/moby a/b c.go @12345678"), "none");
	cr_assert_str_eq(link_of("moby/moby a/b.go @12345678 (2018-02-26)"),
	                 "https://github.com/moby/moby/blob/12345678/a/b.go");
	cr_assert_str_eq(link_of("moby/moby @1234567, more"), "https://github.com/moby/moby/commit/1234567");
}

Test(present_report, a_source_that_is_none_has_no_link)
{
	static const char *const none[] = {"",
	                                   " ",
	                                   "a page",
	                                   "moby/moby",
	                                   "moby/moby a/b.go",
	                                   "moby/moby a.md @12345678",
	                                   "moby/moby @123",
	                                   "data/engines.yaml, selectors",
	                                   "/x @12345678",
	                                   "a/ @12345678",
	                                   "http://example.com",
	                                   "moby/moby "};
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		cr_assert_str_eq(link_of(none[i]), "none", "%s", none[i]);
}

Test(present_report, a_path_becomes_a_uri)
{
	cr_assert_str_eq(wc_path_uri(w->arena, "./a b/c%d:e"), "a%20b/c%25d%3Ae");
	cr_assert_str_eq(wc_path_uri(w->arena, "/a/b"), "file:///a/b");
	cr_assert_str_eq(wc_path_uri(w->arena, "\xc3\xb6"), "%C3%B6");
	cr_assert_str_eq(wc_path_uri(w->arena, "."), ".");
}

Test(present_report, xml_holds_what_it_can)
{
	struct wc_xml_out xml = {.text = &w->out};
	wc_xml_begin(&xml);
	wc_xml_open(&xml, "a");
	wc_xml_attribute(&xml, "b", "<&\"'\n\x01\xff\xef\xbf\xbe");
	wc_xml_open(&xml, "c");
	wc_xml_content(&xml, "]]>\nx");
	wc_xml_close(&xml);
	wc_xml_open(&xml, "d");
	wc_xml_close(&xml);
	wc_xml_close(&xml);
	cr_assert_str_eq(wc_text_string(&w->out), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a "
	                                          "b=\"&lt;&amp;&quot;&#39;&#10;\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\">\n"
	                                          "  <c>]]&gt;\nx</c>\n  <d/>\n</a>\n");
}

Test(present_report, a_log_takes_no_command_from_a_name)
{
	wc_add_safe(&w->out, "##vso[x] a##[y] :: ::");
	wc_add_safe(&w->out, "|::error::");
	w->out.length = 0;
	wc_add_safe(&w->out, " ::error::x");
	cr_assert_str_eq(wc_text_string(&w->out), " :\\x3aerror::x");
	w->out.length = 0;
	wc_add_safe(&w->out, "a##[y] b::c");
	cr_assert_str_eq(wc_text_string(&w->out), "a#\\x23[y] b::c");
}

/* Cases of the same answer at these lines, with these excuses. */
static struct wc_report *
report_of(const size_t *lines, const uint8_t *excuses, size_t count)
{
	struct wc_answer *answers = wc_array(w->arena, struct wc_answer, count);
	struct wc_use *uses = wc_array(w->arena, struct wc_use, count);
	struct wc_finding *findings = wc_array(w->arena, struct wc_finding, count);
	for (size_t i = 0; i < count; i++) {
		uses[i] = (struct wc_use){.at = {"./Dockerfile", lines[i], 6, 4}};
		findings[i] = (struct wc_finding){.use = &uses[i], .excuse = excuses[i]};
		answers[i] = w->answer;
		answers[i].finding = &findings[i];
	}
	return wc_report_make(w->arena, answers, count, &w->options);
}

Test(present_report, fingerprints_know_no_lines)
{
	const struct wc_report *a = report_of((size_t[]){1, 9}, (uint8_t[]){0, 0}, 2),
			       *b = report_of((size_t[]){40, 7}, (uint8_t[]){0, 0}, 2);
	const char **first = wc_fingerprints(w->arena, a), **second = wc_fingerprints(w->arena, b);
	cr_assert(strcmp(first[0], first[1]) != 0);
	cr_assert_str_eq(first[0], second[1]);
	cr_assert_str_eq(first[1], second[0]);
	w->host.name = "other";
	const char *elsewhere = wc_fingerprints(w->arena, report_of((size_t[]){1}, (uint8_t[]){0}, 1))[0];
	cr_assert(strcmp(elsewhere, first[0]) != 0);
}

Test(present_report, what_counts_comes_before_what_is_excused)
{
	struct wc_report *report =
		report_of((size_t[]){1, 2, 3}, (uint8_t[]){WC_IGNORED, WC_EXCUSE_NONE, WC_IN_BASELINE}, 3);
	wc_report_worst_first(w->arena, report);
	cr_assert_eq(report->cases[0].at->line, 2);
	cr_assert_eq(report->cases[1].at->line, 1);
	cr_assert_eq(report->counted[WC_LEVEL_REFUSE], 1);
	cr_assert_eq(report->excused, 2);
	cr_assert_str_eq(wc_report_counts(w->arena, report), "1 refused, 0 unknown, 0 allowed; 2 excused");
}

Test(present_report, a_warning_is_said_with_the_answer)
{
	w->verdict.decision = WC_ALLOW;
	w->verdict.warning_count = 1;
	w->verdict.warnings[0] = (struct wc_reason){.rule = RULE_INFERRED};
	const char *github = shown(w, "github");
	HAS(github, "::warning title=wincompat TAG-INFERRED%3A allowed with a warning::");
	HAS(github, "Warning: inferred from the tag");
	HAS(shown(w, "tap"), "ok 1 - mcr.microsoft.com");
	HAS(shown(w, "junit"), "<system-out>");
	LACKS(shown(w, "junit"), "<failure");
}

Test(present_report, what_passes_asks_for_nothing)
{
	w->verdict.decision = WC_ALLOW;
	cr_assert_str_eq(shown(w, "github"), "");
	cr_assert_str_eq(shown(w, "azure"), "");
	cr_assert_str_eq(shown(w, "gitlab"), "[]\n");
	HAS(shown(w, "sarif"), "\"results\": []");
}

Test(present_report, names_are_found_again)
{
	struct wc_name_list list = {.arena = w->arena};
	size_t place;
	for (size_t i = 0; i < 1000; i++)
		cr_assert_eq(wc_name_place(&list, wc_printf(w->arena, "%zu", i)), i);
	for (size_t i = 0; i < 1000; i++)
		cr_assert_eq(wc_name_place(&list, wc_printf(w->arena, "%zu", i)), i);
	cr_assert(wc_name_find(&list, "999", &place) && place == 999);
	cr_assert_not(wc_name_find(&list, "1000", &place));
}
