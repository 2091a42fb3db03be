/* `matrix show`: one edition as printed, hosts (rows) × images (columns), marks explained below. */
#include "present/matrix.h"

#include "present/facts_json.h"
#include "present/matrix_cell.h"
#include "present/safe.h"
#include "present/wording.h"

#include <string.h>

enum { GAP = 2, LEAST_COLUMN = 8 };

/* The printed table: its rows and columns by a cell of each, and its marks by their text. */
struct sheet {
	wc_arena *arena;
	const struct wc_matrix_cell *cells;
	size_t cell_count;
	const struct wc_matrix_cell **hosts, **images;
	const char **marks;
	size_t host_count, image_count, mark_count;
	size_t *widths, title;
	bool holes; /* a pair is not printed at all */
};

typedef bool same_line(const struct wc_matrix_cell *, const struct wc_matrix_cell *);

static size_t
add_line(const struct wc_matrix_cell **lines, size_t count, const struct wc_matrix_cell *cell, same_line *same)
{
	for (size_t i = 0; i < count; i++) {
		if (same(lines[i], cell))
			return count;
	}
	lines[count] = cell;
	return count + 1;
}

/* The number of the mark with this text, from 1; a new text gets a new number. */
static size_t
mark_of(struct sheet *sheet, const char *text)
{
	for (size_t i = 0; i < sheet->mark_count; i++) {
		if (strcmp(sheet->marks[i], text) == 0)
			return i + 1;
	}
	sheet->marks[sheet->mark_count] = text;
	return ++sheet->mark_count;
}

/* What stands in the cell of a row and a column: one print, or several where the edition prints the pair twice. */
static const char *
sheet_text(struct sheet *sheet, const struct wc_matrix_cell *host, const struct wc_matrix_cell *image)
{
	struct wc_text text = {.arena = sheet->arena};
	for (size_t i = 0; i < sheet->cell_count; i++) {
		const struct wc_matrix_cell *cell = &sheet->cells[i];
		if (!wc_cell_same_host(cell, host) || !wc_cell_same_image(cell, image))
			continue;
		wc_text_printf(&text, "%s%s", text.length ? " / " : "", wc_cell_text(sheet->arena, cell));
		if (cell->footnote)
			wc_text_printf(&text, " [%zu]", mark_of(sheet, cell->footnote));
		if (cell->misprint)
			wc_text_printf(&text, " [%zu]", mark_of(sheet, wc_printf(sheet->arena, "misprint: %s", cell->misprint)));
	}
	sheet->holes = sheet->holes || text.length == 0;
	return text.length ? wc_text_string(&text) : "-";
}

static size_t
larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

/* The longest word of a heading: a column is at least as wide. */
static size_t
longest_word(const char *text)
{
	size_t most = 0;
	while (*text) {
		size_t length = strcspn(text, " ");
		most = larger(most, length);
		text += length + (text[length] == ' ');
	}
	return most;
}

static void
measure(struct sheet *sheet)
{
	sheet->widths = wc_array(sheet->arena, size_t, sheet->image_count + 1);
	for (size_t h = 0; h < sheet->host_count; h++) {
		sheet->title = larger(sheet->title, wc_columns(sheet->arena, sheet->hosts[h]->host_label));
		for (size_t i = 0; i < sheet->image_count; i++) {
			size_t columns = wc_columns(sheet->arena, sheet_text(sheet, sheet->hosts[h], sheet->images[i]));
			size_t least = larger(LEAST_COLUMN, longest_word(sheet->images[i]->image_label));
			sheet->widths[i] = larger(sheet->widths[i], larger(columns, least));
		}
	}
}

static struct sheet
make_sheet(wc_arena *arena, const struct wc_program *program, const struct wc_matrix_edition *edition)
{
	size_t n = edition->cell_count + 1;
	struct sheet sheet = {
		.arena = arena,
		.cells = program->cells + edition->first_cell,
		.cell_count = edition->cell_count,
		.hosts = wc_array(arena, const struct wc_matrix_cell *, n),
		.images = wc_array(arena, const struct wc_matrix_cell *, n),
		.marks = wc_array(arena, const char *, 2 * n),
	};
	for (size_t i = 0; i < edition->cell_count; i++) {
		sheet.host_count = add_line(sheet.hosts, sheet.host_count, &sheet.cells[i], wc_cell_same_host);
		sheet.image_count = add_line(sheet.images, sheet.image_count, &sheet.cells[i], wc_cell_same_image);
	}
	measure(&sheet);
	return sheet;
}

/* As many words of *heading as fit into `width` columns; moves it behind them. */
static const char *
take_words(wc_arena *arena, const char **heading, size_t width)
{
	size_t end = strlen(*heading);
	const char *text = *heading;
	while (end > width) {
		size_t cut = end - 1;
		while (cut > 0 && text[cut] != ' ')
			cut--;
		if (cut == 0)
			break;
		end = cut;
	}
	*heading += end + (text[end] == ' ');
	return wc_copy(arena, text, end);
}

/* The headings of the columns, broken into lines of their column's width. */
static void
head_lines(struct wc_text *out, const struct sheet *sheet)
{
	const char **rest = wc_array(sheet->arena, const char *, sheet->image_count + 1);
	for (size_t i = 0; i < sheet->image_count; i++)
		rest[i] = sheet->images[i]->image_label;
	for (bool more = sheet->image_count > 0; more;) {
		more = false;
		wc_add_cell(out, "", sheet->title);
		for (size_t i = 0; i < sheet->image_count; i++) {
			wc_text_printf(out, "%*s", GAP, "");
			wc_add_cell(out, take_words(sheet->arena, &rest[i], sheet->widths[i]),
			            i + 1 < sheet->image_count ? sheet->widths[i] : 0);
			more = more || *rest[i];
		}
		wc_end_line(out);
	}
}

static void
host_line(struct wc_text *out, struct sheet *sheet, const struct wc_matrix_cell *host)
{
	wc_add_cell(out, host->host_label, sheet->title);
	for (size_t i = 0; i < sheet->image_count; i++) {
		wc_text_printf(out, "%*s", GAP, "");
		wc_add_cell(out, sheet_text(sheet, host, sheet->images[i]), i + 1 < sheet->image_count ? sheet->widths[i] : 0);
	}
	wc_end_line(out);
}

static void
title_lines(struct wc_text *out, const struct wc_program *program, const struct wc_matrix_edition *edition)
{
	char date[WC_DATE_TEXT];
	wc_text_printf(out, "%s  published %s", edition->id, wc_date_print(edition->published, date));
	if (edition->superseded)
		wc_text_printf(out, ", superseded %s", wc_date_print(edition->superseded, date));
	wc_text_addz(out, wc_edition_in_force(program, edition) ? ", in force\n" : "\n");
	wc_add_safe(out, edition->change);
	wc_text_addz(out, edition->change ? "\n\n" : "\n");
}

void
wc_present_matrix_show_text(struct wc_text *out, wc_arena *arena, const struct wc_program *program,
                            const struct wc_matrix_edition *edition)
{
	if (edition->never) {
		wc_text_printf(out, "%s  never published: %s\n", edition->id, edition->never);
		return;
	}
	struct sheet sheet = make_sheet(arena, program, edition);
	title_lines(out, program, edition);
	head_lines(out, &sheet);
	for (size_t i = 0; i < sheet.host_count; i++)
		host_line(out, &sheet, sheet.hosts[i]);
	wc_text_addz(out, sheet.mark_count || sheet.holes ? "\n" : "");
	wc_text_addz(out, sheet.holes ? "-   nothing is printed for this pair\n" : "");
	for (size_t i = 0; i < sheet.mark_count; i++)
		wc_text_printf(out, "[%zu] %s\n", i + 1, sheet.marks[i]);
}

void
wc_present_matrix_show_json(struct wc_text *text, const struct wc_program *program,
                            const struct wc_matrix_edition *edition)
{
	struct wc_json_out out = {.text = text, .pretty = true};
	wc_json_head(&out, "Matrix");
	wc_json_edition(&out, edition);
	wc_json_list(&out, "cells");
	for (size_t i = 0; i < edition->cell_count; i++) {
		wc_json_map(&out, NULL);
		wc_json_cell_place(&out, &program->cells[edition->first_cell + i]);
		wc_json_cell_value(&out, &program->cells[edition->first_cell + i]);
		wc_json_end(&out);
	}
	wc_json_end(&out);
	wc_json_end(&out);
	wc_text_addz(text, "\n");
}
