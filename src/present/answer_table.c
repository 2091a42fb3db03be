/* The table of images × hosts, where several are named. */
#include "present/answers.h"

#include "present/line.h"

#include <string.h>

enum { GAP = 2, MOST_COLUMNS = 8 };

/* The answers are hosts outer, images inner: answer[host * images + image]. Many hosts stand below each other. */
struct grid {
	const struct wc_answer *answer;
	size_t hosts, images;
	size_t rows, columns;
	bool hosts_down;
};

/* False where the answers are no full product of hosts and images. */
static bool
make_grid(const struct wc_answer *answers, size_t count, struct grid *ret_grid)
{
	size_t images = 1;
	while (images < count && answers[images].host == answers[0].host)
		images++;
	if (count % images != 0)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (answers[i].host != answers[i - i % images].host)
			return false;
	}
	size_t hosts = count / images;
	bool down = hosts > MOST_COLUMNS && hosts > images;
	*ret_grid = (struct grid){answers, hosts, images, down ? hosts : images, down ? images : hosts, down};
	return true;
}

static const struct wc_answer *
answer_at(const struct grid *grid, size_t row, size_t column)
{
	return &grid->answer[grid->hosts_down ? row * grid->images + column : column * grid->images + row];
}

static const char *
host_name(const struct wc_host *host)
{
	return host->name ? host->name : host->spec ? host->spec : "host";
}

static const char *
image_name(const struct wc_image *image)
{
	return image->reference ? image->reference : "image";
}

static const char *
row_name(const struct grid *grid, size_t row)
{
	const struct wc_answer *answer = answer_at(grid, row, 0);
	return grid->hosts_down ? host_name(answer->host) : image_name(answer->image);
}

static const char *
column_name(const struct grid *grid, size_t column)
{
	const struct wc_answer *answer = answer_at(grid, 0, column);
	return grid->hosts_down ? image_name(answer->image) : host_name(answer->host);
}

static const char *
cell_text(wc_arena *arena, const struct wc_answer *answer)
{
	bool warned = answer->verdict && answer->verdict->decision == WC_ALLOW && answer->verdict->warning_count;
	return wc_printf(arena, "%s%s", wc_answer_word(answer), warned ? " *" : "");
}

static enum wc_colour
cell_colour(const struct wc_answer *answer, const struct wc_present_options *options)
{
	if (!options->colour)
		return WC_PLAIN;
	if (!answer->verdict || answer->verdict->decision == WC_DECISION_UNKNOWN)
		return WC_YELLOW;
	return answer->verdict->decision == WC_ALLOW ? WC_GREEN : WC_RED;
}

static size_t
larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

static size_t
column_width(wc_arena *arena, const struct grid *grid, size_t column)
{
	size_t width = wc_columns(arena, column_name(grid, column));
	for (size_t row = 0; row < grid->rows; row++)
		width = larger(width, wc_columns(arena, cell_text(arena, answer_at(grid, row, column))));
	return width;
}

static size_t
title_width(wc_arena *arena, const struct grid *grid)
{
	size_t width = 0;
	for (size_t row = 0; row < grid->rows; row++)
		width = larger(width, wc_columns(arena, row_name(grid, row)));
	return width;
}

static void
head_line(struct wc_text *out, const struct grid *grid, size_t title, const size_t *widths)
{
	wc_add_cell(out, "", title);
	for (size_t column = 0; column < grid->columns; column++) {
		wc_add_cell(out, "", GAP);
		wc_add_cell(out, column_name(grid, column), widths[column]);
	}
	wc_end_line(out);
}

static void
row_line(struct wc_text *out, wc_arena *arena, const struct grid *grid, size_t row, size_t title, const size_t *widths,
         const struct wc_present_options *options)
{
	wc_add_cell(out, row_name(grid, row), title);
	for (size_t column = 0; column < grid->columns; column++) {
		const struct wc_answer *answer = answer_at(grid, row, column);
		bool last = column + 1 == grid->columns;
		wc_add_cell(out, "", GAP);
		wc_add_coloured(out, cell_colour(answer, options), cell_text(arena, answer), last ? 0 : widths[column]);
	}
	wc_end_line(out);
}

static bool
any_warning(const struct wc_answer *answers, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct wc_verdict *v = answers[i].verdict;
		if (v && v->decision == WC_ALLOW && v->warning_count)
			return true;
	}
	return false;
}

bool
wc_present_table(struct wc_text *out, wc_arena *arena, const struct wc_answer *answers, size_t count,
                 const struct wc_present_options *options)
{
	struct grid grid;
	if (count == 0 || !make_grid(answers, count, &grid))
		return false;
	size_t *widths = wc_array(arena, size_t, grid.columns), title = title_width(arena, &grid);
	for (size_t column = 0; column < grid.columns; column++)
		widths[column] = column_width(arena, &grid, column);
	head_line(out, &grid, title, widths);
	for (size_t row = 0; row < grid.rows; row++)
		row_line(out, arena, &grid, row, title, widths, options);
	if (any_warning(answers, count) && !options->explain)
		wc_text_addz(out, "* with warnings: ask for that pair alone, or with --explain\n");
	return true;
}
