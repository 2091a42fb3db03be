/* The JSON presenters: keys, nulls, counts, and the answers that could not be read. */
#include "present_world.h"

#include "present/host.h"
#include "present/image.h"

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

TestSuite(present_json, .init = start, .fini = end);

#define HAS(text, part) cr_assert(strstr((text), (part)), "no '%s' in:\n%s", (part), (text))

Test(present_json, one_verdict_a_line)
{
	const char *line = shown(w, "ndjson");
	cr_assert_eq(strchr(line, '\n'), line + strlen(line) - 1);
	HAS(line, "{\"apiVersion\":\"wincompat/v1\",\"kind\":\"Verdict\",\"image\":{\"reference\":"
	          "\"mcr.microsoft.com/windows/servercore:ltsc2019\",\"os\":\"windows\",\"osVersion\":\"10.0.17763\"");
	HAS(line, "\"from\":{\"osVersion\":\"tag\"}}");
	HAS(line, "\"hyperv\":\"unknown\"");
	HAS(line, "\"engine\":null");
	HAS(line, "\"request\":{\"isolation\":\"default\",\"purpose\":\"unspecified\"},\"decision\":\"refuse\","
	          "\"isolation\":null,\"launch\":\"needs-flag\",\"summary\":\"refused: ");
	HAS(line, "\"modes\":{\"process\":{\"status\":\"unsupported\",\"says\":{\"vendor\":\"no\",\"prose\":\"none\","
	          "\"host\":\"unknown\",\"engine\":\"unknown\"},\"rules\":[]},");
	HAS(line, "\"selection\":null");
	HAS(line, "\"evidence\":\"documented\",\"source\":[\"a page\"],\"known\":\"2024-12-03\"}");
	HAS(line, "{\"action\":\"use-isolation\",\"value\":\"hyperv\",\"text\":\"--isolation=hyperv if");
	HAS(line, "\"matrix\":{\"edition\":\"E23\",\"published\":\"2024-12-03\"},\"policy\":[]}");
}

Test(present_json, a_list_counts)
{
	struct wc_answer answers[2] = {w->answer, {.host = &w->host, .image = &w->image, .error = &w->err, .picked = SIZE_MAX}};
	wc_fail(&w->err, WC_FAULT_UNREACHABLE, "no answer");
	wc_presenter_find("json")->list(&w->out, w->arena, answers, 2, &w->options);
	const char *text = wc_text_string(&w->out);
	HAS(text, "\"kind\": \"VerdictList\"");
	HAS(text, "\"refuse\": 1");
	HAS(text, "\"error\": 1");
	HAS(text, "\"decision\": \"unknown\"");
	HAS(text, "\"error\": \"no answer\"");
	HAS(text, "\"rule\": \"IMAGE-UNREADABLE\"");
}

Test(present_json, an_empty_list)
{
	wc_presenter_find("json")->list(&w->out, w->arena, NULL, 0, &w->options);
	HAS(wc_text_string(&w->out), "\"verdicts\": []");
}

Test(present_json, the_selection_names_every_entry)
{
	static const char *const why[] = {"newer than the host", ""};
	struct wc_image_entry entries[] = {{.digest = "sha256:aa", .version = {10, 0, 26100, 1}, .os = WC_OS_WINDOWS},
	                                   {.digest = "sha256:bb", .os_version = "odd", .os = WC_OS_WINDOWS}};
	w->image.entries = entries;
	w->image.entry_count = 2;
	w->answer.entry_why = why;
	w->answer.picked = 1;
	HAS(shown(w, "ndjson"), "\"selection\":{\"engine\":null,\"picked\":\"sha256:bb\",\"entries\":[{\"digest\":\"sha256:aa\"");
	HAS(shown(w, "ndjson"), "\"kept\":false,\"why\":\"newer than the host\"}");
	HAS(shown(w, "ndjson"), "\"osVersion\":\"odd\"");
}

Test(present_json, no_edition_yet)
{
	w->verdict.edition = NULL;
	HAS(shown(w, "ndjson"), "\"matrix\":null");
}

Test(present_json, hosts)
{
	w->host.engine.kind = WC_MOBY;
	wc_present_hosts_json(&w->out, &w->host, 1);
	HAS(wc_text_string(&w->out), "\"kind\": \"Host\"");
	HAS(wc_text_string(&w->out), "\"store\": null");
	w->out.length = 0;
	wc_present_hosts_json(&w->out, NULL, 0);
	HAS(wc_text_string(&w->out), "\"hosts\": []");
}

Test(present_json, images)
{
	struct wc_image_answer answers[2] = {{&w->image, NULL}, {&w->image, &w->err}};
	wc_fail(&w->err, WC_FAULT_INPUT, "broken");
	wc_present_images_ndjson(&w->out, answers, 2);
	HAS(wc_text_string(&w->out), "{\"apiVersion\":\"wincompat/v1\",\"kind\":\"Image\",\"reference\":");
	HAS(wc_text_string(&w->out), "\"entries\":[],\"error\":\"broken\"}\n");
}
