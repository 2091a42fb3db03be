/* The text presenter: the README's first screen, remarks, errors, tables, and nothing that drives a terminal. */
#include "present_world.h"

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

TestSuite(present_text, .init = start, .fini = end);

#define HAS(text, part) cr_assert(strstr((text), (part)), "no '%s' in:\n%s", (part), (text))
#define LACKS(text, part) cr_assert_not(strstr((text), (part)), "'%s' in:\n%s", (part), (text))

Test(present_text, the_first_screen)
{
	cr_assert_str_eq(
	    shown(w, "text"),
	    "REFUSED   process isolation, which this host uses by default (Windows Server 2022)\n"
	    "because   image 10.0.17763 is older than host 10.0.20348; the matrix of 2024-12-03 allows it under Hyper-V "
	    "isolation only   [build inferred from the tag]\n"
	    "do        --isolation=hyperv if the host has Hyper-V (not known), or servercore:ltsc2022\n");
}

Test(present_text, nothing_is_said_of_hyperv_that_is_known)
{
	w->host.hyperv = WC_YES;
	HAS(shown(w, "text"), "do        --isolation=hyperv, or servercore:ltsc2022\n");
}

Test(present_text, a_given_build_is_not_called_inferred)
{
	w->image.from.of[WC_IMAGE_OS_VERSION] = WC_FROM_CONFIG;
	LACKS(shown(w, "text"), "inferred");
}

Test(present_text, the_note_about_the_tag_is_not_said_twice)
{
	w->verdict.note_count = 2;
	w->verdict.notes[0].rule = RULE_INFERRED;
	w->verdict.notes[1].rule = RULE_ENGINE;
	LACKS(shown(w, "text"), "note      inferred");
	HAS(shown(w, "text"), "note      this one is unknown\n");
}

Test(present_text, an_error_is_the_reason)
{
	w->answer.verdict = NULL;
	w->answer.error = &w->err;
	wc_fail(&w->err, WC_FAULT_INPUT, "x.json:1:2: a comma is missing");
	wc_hint(&w->err, "write it");
	cr_assert_str_eq(shown(w, "text"), "UNKNOWN   the image could not be read\n"
	                                   "because   x.json:1:2: a comma is missing\n"
	                                   "do        write it\n");
}

Test(present_text, missing_facts_of_an_unknown_answer)
{
	w->verdict.decision = WC_DECISION_UNKNOWN;
	w->verdict.missing = 1ull << WC_IMAGE_FAMILY | 1ull << WC_HOST_EDITION;
	w->verdict.remedy_count = 2;
	w->verdict.remedies[0] = (struct wc_remedy){.action = WC_GIVE_FACT, .fact = WC_IMAGE_FAMILY};
	w->verdict.remedies[1] = (struct wc_remedy){.action = WC_GIVE_FACT, .fact = WC_HOST_EDITION};
	HAS(shown(w, "text"), "missing   host.edition, image.family\n");
	HAS(shown(w, "text"), "), and say the host's edition");
}

Test(present_text, escapes_what_could_drive_a_terminal)
{
	w->image.reference = "\033[2Jevil\nREFUSED\xc2\x9b\xe2\x80\xae\xff";
	w->verdict.reasons[0].rule = RULE_UNREADABLE;
	HAS(shown(w, "text"), "\\x1b[2Jevil\\x0aREFUSED\\x9b\\u202e\\xff");
	LACKS(shown(w, "text"), "\033");
}

Test(present_text, colours_only_where_told)
{
	LACKS(shown(w, "text"), "\033");
	w->options.colour = true;
	HAS(shown(w, "text"), "\033[1;31mREFUSED   \033[0m");
}

/* Two hosts and two images: the table first, then those that are not allowed. */
Test(present_text, table_of_several)
{
	struct wc_host other = w->host;
	struct wc_image second = w->image;
	struct wc_verdict allowed = w->verdict;
	other.name = "b";
	second.reference = "x";
	allowed.decision = WC_ALLOW;
	allowed.isolation = WC_PROCESS;
	struct wc_answer answers[4] = {w->answer, w->answer, w->answer, w->answer};
	answers[1].image = answers[3].image = &second;
	answers[2].host = answers[3].host = &other;
	answers[1].verdict = answers[2].verdict = answers[3].verdict = &allowed;
	wc_presenter_find("text")->list(&w->out, w->arena, answers, 4, &w->options);
	const char *text = wc_text_string(&w->out);
	HAS(text, "                                               ws2022   b\n"
	          "mcr.microsoft.com/windows/servercore:ltsc2019  refuse   process\n"
	          "x                                              process  process\n\n"
	          "mcr.microsoft.com/windows/servercore:ltsc2019 on ws2022\nREFUSED");
	LACKS(text, "ALLOWED");
	w->out.length = 0;
	wc_presenter_find("text")->list(&w->out, w->arena, answers, 3, &w->options);
	LACKS(wc_text_string(&w->out), "process  process");
}

/* Many hosts stand below each other. */
Test(present_text, table_of_many_hosts)
{
	struct wc_host hosts[20];
	struct wc_answer answers[20];
	for (size_t i = 0; i < 20; i++) {
		hosts[i] = w->host;
		answers[i] = w->answer;
		answers[i].host = &hosts[i];
	}
	wc_presenter_find("text")->list(&w->out, w->arena, answers, 20, &w->options);
	HAS(wc_text_string(&w->out), "        mcr.microsoft.com/windows/servercore:ltsc2019\nws2022  refuse\nws2022  refuse\n");
}

Test(present_text, a_word_for_each)
{
	struct wc_answer answers[2] = {w->answer, {.host = &w->host, .image = &w->image, .error = &w->err}};
	wc_present_quiet(&w->out, w->arena, answers, 2, &w->options);
	cr_assert_str_eq(wc_text_string(&w->out), "refuse\nunknown\n");
}

Test(present_text, explained)
{
	struct wc_trace_item trace[] = {{.rule = RULE_OTHER_MODE, .mode = WC_PROCESS, .outcome = WC_TRACE_SPOKE, .detail = "says no"},
	                                {.rule = RULE_ENGINE, .outcome = WC_TRACE_FACT_MISSING, .fact = WC_HOST_ENGINE}};
	w->options.explain = true;
	w->answer.trace = trace;
	w->answer.trace_count = 2;
	HAS(shown(w, "text"), "process   unsupported  matrix no, pages none, host unknown, engine unknown\n");
	HAS(shown(w, "text"), "  MATRIX-OTHER-MODE (process, documented since 2024-12-03): image 10.0.17763");
	HAS(shown(w, "text"), "    source: a page\n");
	HAS(shown(w, "text"), "  spoke          process MATRIX-OTHER-MODE        says no\n");
	HAS(shown(w, "text"), "host.engine\n");
}
