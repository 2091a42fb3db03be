/* The HTML page's grid, its hosts, its rules, and what could not be judged. */
#include "present/html.h"

#include "present/rule_list.h"
#include "present/uri.h"
#include "present/wording.h"

static void
head_row(const struct wc_html *page)
{
	wc_text_addz(page->out, "<thead><tr><th scope=\"col\">image</th>");
	for (size_t host = 0; host < page->hosts.count; host++) {
		wc_text_addz(page->out, "<th scope=\"col\"><span class=\"name\">");
		wc_html_add(page->out, page->arena, page->hosts.names[host]);
		wc_text_addz(page->out, "</span></th>");
	}
	wc_text_addz(page->out, "</tr></thead>\n");
}

/* The letter of the mode that is allowed; a check mark where the mode does not matter. */
static const char *
letter(const struct wc_case *c)
{
	static const char *const letters[] = {"\xe2\x9c\x93", "P", "H"};
	unsigned mode = c->answer->verdict ? c->answer->verdict->isolation : WC_MODE_NONE;
	return letters[mode <= WC_HYPERV ? mode : WC_MODE_NONE];
}

/* Shape and sign of a level. */
static void
chip(struct wc_text *out, const struct wc_case *c)
{
	const char *excused = c->excuse != WC_EXCUSE_NONE ? " e" : "", *sign = letter(c);
	if (c->level == WC_LEVEL_REFUSE)
		wc_text_printf(out, "class=\"chip x%s\">\xe2\x9c\x95", excused);
	else if (c->level == WC_LEVEL_UNKNOWN)
		wc_text_printf(out, "class=\"chip u%s\"><i>?</i>", excused);
	else if (c->level == WC_LEVEL_WARN)
		wc_text_printf(out, "class=\"chip w%s\">%s<b>!</b>", excused, sign);
	else
		wc_text_printf(out, "class=\"chip %s%s\">%s", *sign == 'H' ? "h" : "p", excused, sign);
}

static void
cell(const struct wc_html *page, uint32_t finding)
{
	if (finding == 0) {
		wc_text_addz(page->out, "<td class=\"none\">\xc2\xb7</td>");
		return;
	}
	const struct wc_case *c = page->findings[finding - 1].first;
	wc_text_printf(page->out, "<td data-level=\"%s\"><a href=\"#f%u\" aria-label=\"", wc_word(&wc_level_words, c->level),
	               (unsigned)finding);
	/* A name begins with what is seen, so that it can be called by voice (WCAG 2.5.3). */
	if (c->level == WC_LEVEL_WARN)
		wc_text_printf(page->out, "%s! ", letter(c));
	wc_text_printf(page->out, "%s\" ", wc_html_verdict(page->arena, c));
	chip(page->out, c);
	wc_text_addz(page->out, "</a></td>");
}

void
wc_html_grid(const struct wc_html *page)
{
	size_t hosts = page->hosts.count;
	head_row(page);
	wc_text_addz(page->out, "<tbody>\n");
	for (size_t image = 0; page->cells && image < page->images.count; image++) {
		wc_text_addz(page->out, "<tr data-words=\"");
		wc_html_add(page->out, page->arena, page->images.names[image]);
		wc_text_addz(page->out, "\"><th scope=\"row\">");
		wc_html_name(page->out, page->arena, page->images.names[image]);
		wc_text_addz(page->out, "</th>");
		for (size_t host = 0; host < hosts; host++)
			cell(page, page->cells[image * hosts + host]);
		wc_text_addz(page->out, "</tr>\n");
	}
	const char *why = page->images.count ? "There are too many images and hosts for a table." : "There is no image.";
	if (!page->cells)
		wc_text_printf(page->out, "<tr><td>%s</td></tr>\n", why);
	wc_text_addz(page->out, "</tbody>\n");
}

static void
engine_cell(struct wc_text *out, wc_arena *arena, const struct wc_host *host)
{
	if (host->engine.kind)
		wc_text_printf(out, "%s ", wc_word(&wc_engine_words, host->engine.kind));
	wc_html_add(out, arena, host->engine.version_text ? host->engine.version_text : host->engine.kind ? "" : "not named");
}

void
wc_html_hosts(const struct wc_html *page)
{
	for (size_t i = 0; i < page->hosts.count; i++) {
		char version[WC_VERSION_TEXT];
		const struct wc_answer *answer = page->host_case[i]->answer;
		const struct wc_host *host = answer->host;
		wc_text_addz(page->out, "<tr><th scope=\"row\"><span class=\"name\">");
		wc_html_add(page->out, page->arena, page->hosts.names[i]);
		wc_text_addz(page->out, "</span></th><td>");
		wc_html_add(page->out, page->arena, answer->verdict ? wc_host_title(page->arena, answer->verdict) : "");
		wc_text_printf(page->out, "</td><td>%s</td><td>%s</td><td>",
		               host->version.build ? wc_version_print(host->version, version) : "not known",
		               wc_word(&wc_tri_words, host->hyperv));
		engine_cell(page->out, page->arena, host);
		wc_text_addz(page->out, "</td></tr>\n");
	}
}

static void
source_item(struct wc_text *out, wc_arena *arena, const char *source)
{
	const char *link = wc_source_link(arena, source);
	if (link) {
		wc_text_addz(out, "<a rel=\"noreferrer\" href=\"");
		wc_html_add(out, arena, link);
		wc_text_addz(out, "\">");
	}
	wc_html_add(out, arena, source);
	wc_text_addz(out, link ? "</a>" : "");
}

void
wc_html_rules(const struct wc_html *page)
{
	struct wc_rule_list list = wc_rules_speaking(page->arena, page->report);
	for (size_t i = 0; i < list.count; i++) {
		const struct wc_listed_rule *r = &list.rules[i];
		wc_text_addz(page->out, "<dt id=\"r-");
		wc_html_add(page->out, page->arena, r->rule->id);
		wc_text_addz(page->out, "\">");
		wc_html_add(page->out, page->arena, r->rule->id);
		wc_text_addz(page->out, ": ");
		wc_html_add(page->out, page->arena, r->rule->title);
		wc_text_addz(page->out, "</dt>\n<dd>");
		wc_html_add(page->out, page->arena, wc_rule_template(page->arena, r->rule));
		wc_text_printf(page->out, "</dd>\n<dd>%s", wc_rule_standing(page->arena, r->rule));
		for (size_t k = 0; k < r->source.count; k++) {
			wc_text_addz(page->out, "; ");
			source_item(page->out, page->arena, r->source.item[k]);
		}
		wc_text_addz(page->out, "</dd>\n");
	}
}

static void
rest_section(const struct wc_html *page, enum wc_level level, const char *id, const char *title)
{
	struct wc_text *out = page->out;
	if (page->report->counted[level] == 0)
		return;
	wc_text_printf(out, "<section aria-labelledby=\"%s\">\n<h2 id=\"%s\">%s</h2>\n", id, id, title);
	wc_text_addz(out, "<table class=\"facts\">\n<tbody>\n");
	for (size_t i = 0; i < page->report->count; i++) {
		const struct wc_case *c = &page->report->cases[i];
		if (c->level != level)
			continue;
		wc_text_addz(out, "<tr><th scope=\"row\"><span class=\"name\">");
		wc_html_add(out, page->arena, c->at->file);
		wc_text_addz(out, "</span>");
		if (c->at->line)
			wc_text_printf(out, ", line %zu", c->at->line);
		wc_text_addz(out, "</th><td>");
		wc_html_add(out, page->arena, c->image);
		wc_text_addz(out, "</td><td>");
		wc_html_add(out, page->arena, wc_case_sentence(page->arena, page->report, c));
		wc_text_addz(out, "</td></tr>\n");
	}
	wc_text_addz(out, "</tbody>\n</table>\n</section>\n");
}

void
wc_html_rest(const struct wc_html *page)
{
	rest_section(page, WC_LEVEL_UNRESOLVED, "unresolved-title", "References that could not be resolved");
	rest_section(page, WC_LEVEL_UNREADABLE, "unreadable-title", "Files that could not be read");
}
