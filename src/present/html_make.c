/* What the HTML page shows: images, hosts, and cases that read the same put together. */
#include "present/html.h"

#include "present/safe.h"
#include "present/xml.h"

#include <string.h>

/* A browser still scrolls a table of so many cells; more are no use to people. */
enum { MOST_CELLS = 250 * 1000 };

void
wc_html_add(struct wc_text *out, wc_arena *arena, const char *text)
{
	struct wc_text safe = {.arena = arena};
	wc_add_safe(&safe, text);
	wc_xml_escape(out, wc_text_string(&safe));
}

void
wc_html_name(struct wc_text *out, wc_arena *arena, const char *name)
{
	const char *slash = strrchr(name, '/');
	size_t lead = slash ? (size_t)(slash - name) + 1 : 0;
	wc_text_addz(out, "<span class=\"name\">");
	if (lead) {
		wc_text_addz(out, "<span class=\"lead\">");
		wc_html_add(out, arena, wc_copy(arena, name, lead));
		wc_text_addz(out, "</span>");
	}
	wc_html_add(out, arena, name + lead);
	wc_text_addz(out, "</span>");
}

const char *
wc_html_verdict(wc_arena *arena, const struct wc_case *c)
{
	static const char *const allowed[] = {"allowed", "process isolation", "Hyper-V isolation"};
	const char *excused = c->excuse != WC_EXCUSE_NONE ? ", excused" : "";
	if (c->level != WC_LEVEL_PASS && c->level != WC_LEVEL_WARN)
		return wc_printf(arena, "%s%s", wc_level_title(c->level), excused);
	unsigned mode = c->answer->verdict->isolation;
	return wc_printf(arena, "%s%s%s", allowed[mode <= WC_HYPERV ? mode : WC_MODE_NONE],
	                 c->level == WC_LEVEL_WARN ? ", with a warning" : "", excused);
}

static void
name_all(struct wc_html *page)
{
	page->host_case = wc_array(page->arena, const struct wc_case *, page->report->count + 1);
	for (size_t i = 0; i < page->report->count; i++) {
		const struct wc_case *c = &page->report->cases[i];
		if (!c->answer)
			continue;
		wc_name_place(&page->images, c->image);
		size_t host = wc_name_place(&page->hosts, c->host);
		if (!page->host_case[host])
			page->host_case[host] = c;
	}
}

/* The finding of the case: one that reads the same, or a new one. `keys` tells them apart. */
static size_t
finding_of(struct wc_html *page, struct wc_name_list *keys, const struct wc_case *c)
{
	size_t image = wc_name_place(&page->images, c->image), finding;
	wc_arena *scratch = wc_arena_new();
	const char *key = wc_printf(scratch, "%zu %u %s", image, c->level, wc_html_body(scratch, page->report, c));
	if (!wc_name_find(keys, key, &finding)) {
		key = wc_copyz(page->arena, key);
		finding = wc_name_place(keys, key);
		key = strchr(strchr(key, ' ') + 1, ' ') + 1;
		page->findings[page->finding_count++] = (struct wc_html_finding){.first = c, .image = image, .body = key};
	}
	wc_arena_free(scratch);
	return finding;
}

/* Adds the case to the finding, and the finding to the cell where no worse one stands there already. */
static void
add_case(struct wc_html *page, size_t finding, size_t index)
{
	struct wc_html_finding *f = &page->findings[finding];
	const struct wc_case *c = &page->report->cases[index];
	if (f->tail)
		page->next[f->tail - 1] = index + 1;
	else
		f->head = index + 1;
	f->tail = index + 1;
	f->count++;
	if (!page->cells)
		return;
	uint32_t *cell = &page->cells[f->image * page->hosts.count + wc_name_place(&page->hosts, c->host)];
	if (*cell == 0)
		*cell = (uint32_t)finding + 1;
}

struct wc_html
wc_html_make(wc_arena *arena, struct wc_text *out, struct wc_report *report)
{
	struct wc_html page = {.arena = arena, .out = out, .report = report};
	struct wc_name_list keys = {.arena = arena};
	page.images.arena = page.hosts.arena = arena;
	name_all(&page);
	wc_report_worst_first(arena, report);
	page.findings = wc_array(arena, struct wc_html_finding, report->count + 1);
	page.next = wc_array(arena, size_t, report->count + 1);
	if (page.hosts.count && page.images.count <= MOST_CELLS / page.hosts.count)
		page.cells = wc_array(arena, uint32_t, page.images.count * page.hosts.count);
	for (size_t i = 0; i < report->count; i++) {
		if (report->cases[i].answer)
			add_case(&page, finding_of(&page, &keys, &report->cases[i]), i);
	}
	return page;
}
