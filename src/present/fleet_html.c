/* The matrix of a fleet, or a plan, as one HTML page: a grid that a script draws from data in the page. */
#include "present/fleet.h"

#include "format/base64.h"
#include "format/json_write.h"
#include "present/fleet_class.h"
#include "present/html_parts.h"
#include "present/safe.h"
#include "present/xml.h"

#include <string.h>

enum { SHA256_BYTES = 32 };

/* What the slots of the page are filled from. */
struct page {
	struct wc_text *out;
	wc_arena *arena;
	const struct wc_fleet_matrix *before, *after; /* after: NULL where nothing is planned */
	const struct wc_fleet_class *hosts_after;     /* likewise: the same classes of hosts, as they will be */
	const char *title;
	const char *words; /* all of it as text */
	const struct wc_present_options *options;
};

static void
add(const struct page *page, const char *text)
{
	struct wc_text safe = {.arena = page->arena};
	wc_add_safe(&safe, text);
	wc_xml_escape(page->out, wc_text_string(&safe));
}

static void
title(const struct page *page)
{
	add(page, page->title);
}

static void
counts(const struct page *page)
{
	const struct wc_fleet_matrix *m = page->before;
	wc_text_printf(page->out, "%zu hosts \xc3\x97 %zu images, by %zu \xc3\x97 %zu classes that no rule tells apart.", m->host_members, m->image_members, m->host_count,
	               m->image_count);
}

/* The answer for people, which says what the grid cannot: costs, what to build anew, whose support ends. */
static void
words(const struct page *page)
{
	wc_xml_escape(page->out, page->words);
}

static void
version(const struct page *page)
{
	add(page, page->options->version);
}

static void
classes(const struct page *page, struct wc_json_out *out, const char *key, const struct wc_fleet_class *list, size_t count)
{
	wc_json_list(out, key);
	for (size_t i = 0; i < count; i++) {
		struct wc_text safe = {.arena = page->arena};
		wc_add_safe(&safe, wc_fleet_class_title(page->arena, &list[i]));
		wc_json_map(out, NULL);
		wc_json_text(out, "title", wc_text_string(&safe));
		wc_json_number(out, "members", (int64_t)list[i].members);
		wc_json_end(out);
	}
	wc_json_end(out);
}

/* A row a host class: a digit (enum wc_lot) an image class. */
static void
lots(const struct page *page, struct wc_json_out *out, const char *key, const struct wc_fleet_matrix *m)
{
	if (!m) {
		wc_json_null(out, key);
		return;
	}
	char *row = wc_alloc(page->arena, m->image_count + 1);
	wc_json_list(out, key);
	for (size_t h = 0; h < m->host_count; h++) {
		for (size_t i = 0; i < m->image_count; i++)
			row[i] = (char)('0' + m->lot[h * m->image_count + i]);
		wc_json_bytes(out, NULL, row, m->image_count);
	}
	wc_json_end(out);
}

/* Why each cell is as it is, by its number among what was told. */
static void
cell_tellings(struct wc_json_out *out, const char *key, const struct wc_fleet_matrix *m)
{
	if (!m) {
		wc_json_null(out, key);
		return;
	}
	wc_json_list(out, key);
	for (size_t h = 0; h < m->host_count; h++) {
		wc_json_list(out, NULL);
		for (size_t i = 0; i < m->image_count; i++)
			wc_json_number(out, NULL, m->told[h * m->image_count + i]);
		wc_json_end(out);
	}
	wc_json_end(out);
}

/* What was told: the reason, what to do, and the rule with its sources. */
static void
tellings(struct wc_json_out *out, const char *key, const struct wc_fleet_matrix *m)
{
	wc_json_list(out, key);
	for (size_t i = 0; m && i < m->telling_count; i++) {
		const struct wc_telling *t = &m->telling[i];
		wc_json_map(out, NULL);
		wc_json_text(out, "why", t->why);
		wc_json_text(out, "do", t->remedy);
		wc_json_text(out, "rule", t->rule ? t->rule->id : NULL);
		wc_json_text(out, "title", t->rule ? t->rule->title : NULL);
		wc_json_texts(out, "source", t->rule ? t->rule->source.item : NULL, t->rule ? t->rule->source.count : 0);
		wc_json_end(out);
	}
	wc_json_end(out);
}

/* JSON inside of a script element: no "<" may stand in it. */
static void
data(const struct page *page)
{
	struct wc_text text = {.arena = page->arena};
	struct wc_json_out out = {.text = &text};
	wc_json_map(&out, NULL);
	classes(page, &out, "hosts", page->before->hosts, page->before->host_count);
	classes(page, &out, "hostsAfter", page->hosts_after, page->hosts_after ? page->before->host_count : 0);
	classes(page, &out, "images", page->before->images, page->before->image_count);
	lots(page, &out, "before", page->before);
	lots(page, &out, "after", page->after);
	tellings(&out, "tellingsBefore", page->before);
	tellings(&out, "tellingsAfter", page->after);
	cell_tellings(&out, "toldBefore", page->before);
	cell_tellings(&out, "toldAfter", page->after);
	wc_json_end(&out);
	for (const char *at = wc_text_string(&text), *less; *at; at = less + 1) {
		less = at + strcspn(at, "<");
		wc_text_add(page->out, at, (size_t)(less - at));
		if (!*less)
			break;
		wc_text_addz(page->out, "\\u003c");
	}
}

static void
hash(const struct page *page, const char *part)
{
	uint8_t digest[SHA256_BYTES];
	page->options->sha256(part, strlen(part), digest);
	wc_text_addz(page->out, wc_base64_write(page->arena, (const char *)digest, sizeof(digest)));
}

static void
style_hash(const struct page *page)
{
	hash(page, wc_html_fleet_style);
}

static void
script_hash(const struct page *page)
{
	hash(page, wc_html_fleet_script);
}

static void
style(const struct page *page)
{
	wc_text_addz(page->out, wc_html_fleet_style);
}

static void
script(const struct page *page)
{
	wc_text_addz(page->out, wc_html_fleet_script);
}

/* The slots of the page: "{{name}}". */
static const struct {
	const char *name;
	void (*fill)(const struct page *page);
} slots[] = {
	{"title", title}, {"counts", counts}, {"words", words}, {"version", version}, {"data", data},
	{"style", style}, {"script", script}, {"style-hash", style_hash}, {"script-hash", script_hash},
};

static void
write_page(const struct page *page)
{
	const char *at = wc_html_fleet_page;
	for (const char *open, *close; (open = strstr(at, "{{")); at = close + 2) {
		close = strstr(open, "}}");
		wc_text_add(page->out, at, (size_t)(open - at));
		for (size_t i = 0; i < sizeof(slots) / sizeof(slots[0]); i++)
			if (strlen(slots[i].name) == (size_t)(close - open) - 2 && memcmp(slots[i].name, open + 2, strlen(slots[i].name)) == 0)
				slots[i].fill(page);
	}
	wc_text_addz(page->out, at);
}

void
wc_present_matrix_html(struct wc_text *out, wc_arena *arena, const struct wc_fleet_matrix *matrix, const struct wc_present_options *options)
{
	struct wc_text words = {.arena = arena};
	wc_present_matrix_text(&words, arena, matrix);
	write_page(&(struct page){out, arena, matrix, NULL, NULL, "Images on hosts", wc_text_string(&words), options});
}

void
wc_present_plan_html(struct wc_text *out, wc_arena *arena, const struct wc_fleet_plan *plan, const struct wc_present_options *options)
{
	struct wc_text words = {.arena = arena};
	wc_present_plan_text(&words, arena, plan, options);
	write_page(&(struct page){out, arena, &plan->before, &plan->after, plan->hosts_after, plan->title, wc_text_string(&words), options});
}
