/* The HTML page's findings: each a part that opens, with the hosts and places it is about. */
#include "present/html.h"

#include "present/wording.h"

enum { MOST_NAMED = 6 }; /* hosts in the summary; the body has them all */

static const struct wc_case *
case_at(const struct wc_html *page, size_t number)
{
	return &page->report->cases[number - 1];
}

/* A place of a scan: "Dockerfile, line 3 (stage build) on ws2022". */
static void
place_item(const struct wc_html *page, const struct wc_case *c)
{
	struct wc_text *out = page->out;
	wc_text_addz(out, "<li><span class=\"name\">");
	wc_html_add(out, page->arena, c->at->file);
	wc_text_addz(out, "</span>");
	if (c->at->line)
		wc_text_printf(out, ", line %zu", c->at->line);
	if (c->subject) {
		wc_text_addz(out, " (");
		wc_html_add(out, page->arena, c->subject);
		wc_text_addz(out, ")");
	}
	if (c->answer->finding->use->role != WC_USE_NONE)
		wc_text_printf(out, ", to %s", wc_word(&wc_use_words, c->answer->finding->use->role));
	wc_text_addz(out, " on ");
	wc_html_add(out, page->arena, c->host);
	wc_text_addz(out, "</li>\n");
}

static void
places(const struct wc_html *page, const struct wc_html_finding *f)
{
	if (!f->first->at)
		return;
	wc_text_addz(page->out, "<h3>Where</h3>\n<ul>\n");
	for (size_t n = f->head; n; n = page->next[n - 1])
		place_item(page, case_at(page, n));
	wc_text_addz(page->out, "</ul>\n");
}

static void
all_hosts(const struct wc_html *page, const struct wc_html_finding *f)
{
	if (f->first->at || f->count <= MOST_NAMED)
		return;
	wc_text_addz(page->out, "<h3>On these hosts</h3>\n<p>");
	for (size_t n = f->head; n; n = page->next[n - 1]) {
		wc_text_addz(page->out, n == f->head ? "" : ", ");
		wc_html_add(page->out, page->arena, case_at(page, n)->host);
	}
	wc_text_addz(page->out, "</p>\n");
}

/* Its hosts, each once, and in a scan the first place. */
static void
host_words(const struct wc_html *page, const struct wc_html_finding *f)
{
	struct wc_name_list hosts = {.arena = page->arena};
	for (size_t n = f->head; n; n = page->next[n - 1])
		wc_name_place(&hosts, case_at(page, n)->host);
	for (size_t i = 0; i < hosts.count && i < MOST_NAMED; i++) {
		wc_text_addz(page->out, i ? ", " : "");
		wc_html_add(page->out, page->arena, hosts.names[i]);
	}
	if (hosts.count > MOST_NAMED)
		wc_text_printf(page->out, " and %zu more", hosts.count - MOST_NAMED);
	if (!f->first->at)
		return;
	wc_text_addz(page->out, ", in ");
	wc_html_add(page->out, page->arena, f->first->at->file);
	if (f->first->at->line)
		wc_text_printf(page->out, ":%zu", f->first->at->line);
	if (f->count > 1)
		wc_text_printf(page->out, " and %zu more", f->count - 1);
}

/* What the filters look at. */
static void
filter_words(const struct wc_html *page, const struct wc_html_finding *f)
{
	wc_text_printf(page->out, " data-level=\"%s\" data-words=\"", wc_word(&wc_level_words, f->first->level));
	wc_html_add(page->out, page->arena, page->images.names[f->image]);
	for (size_t n = f->head; f->first->at && n; n = page->next[n - 1]) {
		wc_text_addz(page->out, " ");
		wc_html_add(page->out, page->arena, case_at(page, n)->at->file);
	}
	wc_text_addz(page->out, "\" data-hosts=\"");
	for (size_t n = f->head; n; n = page->next[n - 1]) {
		wc_html_add(page->out, page->arena, case_at(page, n)->host);
		wc_text_addz(page->out, " ");
	}
	wc_text_addz(page->out, "\"");
}

/* Why, in one sentence, for those who do not open it. */
static void
why(const struct wc_html *page, const struct wc_case *c)
{
	const struct wc_verdict *v = c->answer->verdict;
	const char *text = c->level == WC_LEVEL_WARN ? wc_case_warning(page->arena, c, 0) : NULL;
	if (c->answer->error)
		text = c->answer->error->text;
	else if (c->level != WC_LEVEL_WARN && v && v->reason_count)
		text = wc_wording(page->arena, v, &v->reasons[0]);
	if (!text)
		return;
	wc_text_addz(page->out, " <span class=\"why\">");
	wc_html_add(page->out, page->arena, text);
	wc_text_addz(page->out, "</span>");
}

static void
finding(const struct wc_html *page, size_t i)
{
	const struct wc_html_finding *f = &page->findings[i];
	wc_text_printf(page->out, "<details class=\"finding %s\"", wc_word(&wc_level_words, f->first->level));
	filter_words(page, f);
	wc_text_printf(page->out, "%s>\n<summary><span class=\"verdict\">%s</span> ", page->finding_count == 1 ? " open" : "",
	               wc_html_verdict(page->arena, f->first));
	wc_html_name(page->out, page->arena, page->images.names[f->image]);
	wc_text_addz(page->out, " <span class=\"on\">on ");
	host_words(page, f);
	wc_text_addz(page->out, "</span>");
	why(page, f->first);
	wc_text_printf(page->out, "</summary>\n<div class=\"body\" id=\"f%zu\">\n", i + 1);
	places(page, f);
	wc_text_addz(page->out, f->body);
	all_hosts(page, f);
	wc_text_addz(page->out, "</div>\n</details>\n");
}

/* The findings come the worst first: what is allowed and what is excused stands at the end. */
static bool
asks_for_attention(const struct wc_case *c)
{
	return c->level != WC_LEVEL_PASS && c->excuse == WC_EXCUSE_NONE;
}

void
wc_html_findings(const struct wc_html *page)
{
	size_t i = 0, end = page->finding_count;
	for (; i < end && asks_for_attention(page->findings[i].first); i++)
		finding(page, i);
	if (i == end)
		return;
	wc_text_printf(page->out, "<details class=\"fold\"%s>\n<summary>What is allowed or excused</summary>\n",
	               i == 0 ? " open" : "");
	for (; i < end; i++)
		finding(page, i);
	wc_text_addz(page->out, "</details>\n");
}
