/* What the HTML page says of one answer. */
#include "present/html.h"

#include "present/answers.h"
#include "present/uri.h"
#include "present/wording.h"

#include <ctype.h>

static void
list_head(struct wc_text *out, const char *title, const char *class)
{
	wc_text_printf(out, "<h3>%s</h3>\n<ul%s>\n", title, class);
}

static void
item(struct wc_text *out, wc_arena *arena, const char *text)
{
	wc_text_addz(out, "<li>");
	wc_html_add(out, arena, text);
	wc_text_addz(out, "</li>\n");
}

static void
paragraph(struct wc_text *out, wc_arena *arena, const char *text)
{
	wc_text_addz(out, "<p>");
	wc_html_add(out, arena, text);
	wc_text_addz(out, "</p>\n");
}

/* The pages among its sources, as links. */
static void
source_links(struct wc_text *out, wc_arena *arena, struct wc_strings source)
{
	for (size_t i = 0; i < source.count; i++) {
		const char *link = wc_source_link(arena, source.item[i]);
		if (!link)
			continue;
		wc_text_addz(out, ", <a rel=\"noreferrer\" href=\"");
		wc_html_add(out, arena, link);
		wc_text_addz(out, "\" title=\"");
		wc_html_add(out, arena, source.item[i]);
		wc_text_addz(out, "\">source</a>");
	}
}

/* A sentence's rule, as a link to the list of rules, its evidence, mode and sources. */
static void
rule_words(struct wc_text *out, wc_arena *arena, const struct wc_rule *rule, struct wc_strings source, unsigned mode)
{
	wc_text_addz(out, " <span class=\"more\"><a href=\"#r-");
	wc_html_add(out, arena, rule->id);
	wc_text_addz(out, "\">");
	wc_html_add(out, arena, rule->id);
	wc_text_printf(out, "</a>, %s%s%s", wc_word(&wc_evidence_words, rule->evidence), mode ? ", " : "", wc_mode_title(mode));
	source_links(out, arena, source);
	wc_text_addz(out, "</span>");
}

static void
reason_list(struct wc_text *out, wc_arena *arena, const struct wc_verdict *v, const char *title,
            const struct wc_reason *reasons, unsigned count)
{
	if (count == 0)
		return;
	list_head(out, title, "");
	for (unsigned i = 0; i < count; i++) {
		wc_text_addz(out, "<li>");
		wc_html_add(out, arena, wc_wording(arena, v, &reasons[i]));
		rule_words(out, arena, &v->program->rules[reasons[i].rule], wc_rule_source(v, reasons[i].rule), reasons[i].mode);
		wc_text_addz(out, "</li>\n");
	}
	wc_text_addz(out, "</ul>\n");
}

static void
remedy_list(struct wc_text *out, wc_arena *arena, const struct wc_verdict *v)
{
	if (v->remedy_count == 0)
		return;
	bool alternatives = v->remedy_count > 1 && v->decision != WC_ALLOW && v->remedies[0].action != WC_GIVE_FACT;
	list_head(out, alternatives ? "Do one of these" : "Do", " class=\"do\"");
	for (unsigned i = 0; i < v->remedy_count; i++)
		item(out, arena, wc_remedy_text(arena, v, &v->remedies[i]));
	wc_text_addz(out, "</ul>\n");
}

/* What a scan adds: near its support end, not as its lock says. */
static void
scan_remarks(struct wc_text *out, wc_arena *arena, const struct wc_case *c, const struct wc_program *program)
{
	const struct wc_finding *finding = c->answer->finding;
	if (!finding || finding->remark_count == 0)
		return;
	list_head(out, "Found by the scan", "");
	for (size_t i = 0; i < finding->remark_count; i++) {
		wc_text_addz(out, "<li>");
		wc_html_add(out, arena, finding->remarks[i].text);
		const struct wc_rule *rule = &program->rules[finding->remarks[i].rule];
		rule_words(out, arena, rule, rule->source, WC_MODE_NONE);
		wc_text_addz(out, "</li>\n");
	}
	wc_text_addz(out, "</ul>\n");
}

static void
mode_row(struct wc_text *out, const struct wc_verdict *v, unsigned mode)
{
	const struct wc_mode_verdict *m = &v->modes[wc_mode_index(mode)];
	wc_text_printf(out, "<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n",
	               wc_mode_title(mode), wc_word(&wc_status_words, m->status), wc_word(&wc_vendor_words, m->vendor),
	               wc_word(&wc_prose_words, m->prose), wc_word(&wc_compute_words, m->host),
	               wc_word(&wc_matcher_words, m->engine));
}

static void
authorities(struct wc_text *out, const struct wc_verdict *v)
{
	wc_text_addz(out, "<h3>What each authority says</h3>\n<table class=\"facts\"><thead><tr><th scope=\"col\">mode</th>"
	                  "<th scope=\"col\">status</th><th scope=\"col\">matrix</th><th scope=\"col\">other pages</th>"
	                  "<th scope=\"col\">host</th><th scope=\"col\">engine</th></tr></thead>\n<tbody>\n");
	mode_row(out, v, WC_PROCESS);
	mode_row(out, v, WC_HYPERV);
	wc_text_addz(out, "</tbody></table>\n");
}

static void
image_facts(struct wc_text *out, wc_arena *arena, const struct wc_image *image)
{
	char version[WC_VERSION_TEXT];
	struct wc_text line = {.arena = arena};
	wc_text_printf(&line, "%s", wc_word(&wc_os_words, image->os));
	if (image->version.build)
		wc_text_printf(&line, " %s [%s]", wc_version_print(image->version, version),
		               wc_word(&wc_origin_words, image->from.of[WC_IMAGE_OS_VERSION]));
	if (image->family)
		wc_text_printf(&line, ", %s", wc_word(&wc_family_words, image->family));
	if (image->arch)
		wc_text_printf(&line, ", %s", wc_word(&wc_arch_words, image->arch));
	if (image->digest)
		wc_text_printf(&line, ", %s", image->digest);
	wc_text_addz(out, "<h3>The image</h3>\n");
	paragraph(out, arena, wc_text_string(&line));
}

/* A sentence that stands by itself begins with a capital. */
static const char *
capital(wc_arena *arena, const char *text)
{
	char *copy = wc_copyz(arena, text);
	copy[0] = (char)toupper((unsigned char)copy[0]);
	return copy;
}

static void
verdict_parts(struct wc_text *out, wc_arena *arena, const struct wc_case *c, const struct wc_verdict *v)
{
	paragraph(out, arena, wc_printf(arena, "%s: %s.", capital(arena, wc_decision_title(v->decision)), wc_about(arena, v)));
	reason_list(out, arena, v, "Because", v->reasons, v->reason_count);
	remedy_list(out, arena, v);
	reason_list(out, arena, v, "Warnings", v->warnings, v->warning_count);
	scan_remarks(out, arena, c, v->program);
	reason_list(out, arena, v, "Notes", v->notes, v->note_count);
	authorities(out, v);
	image_facts(out, arena, v->image);
}

const char *
wc_html_body(wc_arena *arena, const struct wc_report *report, const struct wc_case *c)
{
	struct wc_text out = {.arena = arena};
	const char *excuse = wc_case_excuse(arena, c), *remedy;
	if (excuse)
		paragraph(&out, arena, wc_printf(arena, "Does not count: %s.", excuse));
	if (c->answer->verdict && !c->answer->error) {
		verdict_parts(&out, arena, c, c->answer->verdict);
		return wc_text_string(&out);
	}
	paragraph(&out, arena, capital(arena, wc_case_sentence(arena, report, c)));
	remedy = wc_case_remedy(arena, report, c);
	if (*remedy) {
		list_head(&out, "Do", " class=\"do\"");
		item(&out, arena, remedy);
		wc_text_addz(&out, "</ul>\n");
	}
	return wc_text_string(&out);
}
