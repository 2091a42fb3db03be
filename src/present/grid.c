/* A grid as one HTML page: a script draws it from data in the page. */
#include "present/grid.h"

#include "format/base64.h"
#include "format/json_write.h"
#include "present/html_parts.h"
#include "present/safe.h"
#include "present/xml.h"

#include <string.h>

enum { SHA256_BYTES = 32 };

/* What the slots of the page are filled from. */
struct page {
	struct wc_text *out;
	wc_arena *arena;
	const struct wc_grid *grid;
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
	add(page, page->grid->title);
}

static void
counts(const struct page *page)
{
	add(page, page->grid->counts);
}

static void
row_word(const struct page *page)
{
	add(page, page->grid->row_word);
}

static void
column_word(const struct page *page)
{
	add(page, page->grid->column_word);
}

/* The answer for people, which says what the grid cannot: costs, what to build anew, whose support ends. */
static void
words(const struct page *page)
{
	wc_xml_escape(page->out, page->grid->words);
}

static void
version(const struct page *page)
{
	add(page, page->options->version);
}

static void
lines(const struct page *page, struct wc_json_out *out, const char *key, const struct wc_grid_line *list, size_t count)
{
	wc_json_list(out, key);
	for (size_t i = 0; i < count; i++) {
		struct wc_text safe = {.arena = page->arena};
		wc_add_safe(&safe, list[i].title);
		wc_json_map(out, NULL);
		wc_json_text(out, "title", wc_text_string(&safe));
		wc_json_number(out, "members", (int64_t)list[i].members);
		wc_json_end(out);
	}
	wc_json_end(out);
}

/* A row a line: a digit (enum wc_grid_cell) a column. */
static void
cells(const struct page *page, struct wc_json_out *out, const char *key, const struct wc_grid_side *side)
{
	size_t columns = page->grid->column_count;
	if (!side) {
		wc_json_null(out, key);
		return;
	}
	char *row = wc_alloc(page->arena, columns + 1);
	wc_json_list(out, key);
	for (size_t y = 0; y < page->grid->row_count; y++) {
		for (size_t x = 0; x < columns; x++)
			row[x] = (char)('0' + side->cell[y * columns + x]);
		wc_json_bytes(out, NULL, row, columns);
	}
	wc_json_end(out);
}

/* Why each cell is as it is, by its number among what was told. */
static void
cell_tellings(const struct page *page, struct wc_json_out *out, const char *key, const struct wc_grid_side *side)
{
	if (!side) {
		wc_json_null(out, key);
		return;
	}
	wc_json_list(out, key);
	for (size_t y = 0; y < page->grid->row_count; y++) {
		wc_json_list(out, NULL);
		for (size_t x = 0; x < page->grid->column_count; x++)
			wc_json_number(out, NULL, side->told[y * page->grid->column_count + x]);
		wc_json_end(out);
	}
	wc_json_end(out);
}

/* What was told: the reason, what to do, and the rule with its sources. */
static void
tellings(struct wc_json_out *out, const char *key, const struct wc_grid_side *side)
{
	wc_json_list(out, key);
	for (size_t i = 0; side && i < side->telling_count; i++) {
		const struct wc_telling *t = &side->telling[i];
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
	const struct wc_grid *grid = page->grid;
	const struct wc_grid_side *before = &grid->before, *after = grid->is_planned ? &grid->after : NULL;
	lines(page, &out, "hosts", before->rows, grid->row_count);
	lines(page, &out, "hostsAfter", after ? after->rows : NULL, after ? grid->row_count : 0);
	lines(page, &out, "images", grid->columns, grid->column_count);
	cells(page, &out, "before", before);
	cells(page, &out, "after", after);
	tellings(&out, "tellingsBefore", before);
	tellings(&out, "tellingsAfter", after);
	cell_tellings(page, &out, "toldBefore", before);
	cell_tellings(page, &out, "toldAfter", after);
	wc_json_text(&out, "row", grid->row_word);
	wc_json_text(&out, "column", grid->column_word);
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
	hash(page, wc_html_grid_style);
}

static void
script_hash(const struct page *page)
{
	hash(page, wc_html_grid_script);
}

static void
style(const struct page *page)
{
	wc_text_addz(page->out, wc_html_grid_style);
}

static void
script(const struct page *page)
{
	wc_text_addz(page->out, wc_html_grid_script);
}

/* The slots of the page: "{{name}}". */
static const struct {
	const char *name;
	void (*fill)(const struct page *page);
} slots[] = {
	{"title", title}, {"counts", counts}, {"row", row_word}, {"column", column_word}, {"words", words}, {"version", version}, {"data", data},
	{"style", style}, {"script", script}, {"style-hash", style_hash}, {"script-hash", script_hash},
};

void
wc_grid_write(struct wc_text *out, wc_arena *arena, const struct wc_grid *grid, const struct wc_present_options *options)
{
	const struct page page = {out, arena, grid, options};
	const char *at = wc_html_grid_page;
	for (const char *open, *close; (open = strstr(at, "{{")); at = close + 2) {
		close = strstr(open, "}}");
		wc_text_add(out, at, (size_t)(open - at));
		for (size_t i = 0; i < sizeof(slots) / sizeof(slots[0]); i++)
			if (strlen(slots[i].name) == (size_t)(close - open) - 2 && memcmp(slots[i].name, open + 2, strlen(slots[i].name)) == 0)
				slots[i].fill(&page);
	}
	wc_text_addz(out, at);
}
