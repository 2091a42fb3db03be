/* The matrix of a fleet, or a plan, as a page with a grid. */
#include "present/fleet_class.h"
#include "present/grid.h"

static const struct wc_grid_line *
lines_of(wc_arena *arena, const struct wc_fleet_class *classes, size_t count)
{
	struct wc_grid_line *lines = wc_array(arena, struct wc_grid_line, count + 1);
	for (size_t i = 0; i < count; i++)
		lines[i] = (struct wc_grid_line){wc_fleet_class_title(arena, &classes[i]), classes[i].members};
	return lines;
}

static struct wc_grid_side
side_of(wc_arena *arena, const struct wc_fleet_matrix *m, const struct wc_fleet_class *hosts)
{
	return (struct wc_grid_side){lines_of(arena, hosts, m->host_count), m->lot, m->told, m->telling, m->telling_count};
}

static struct wc_grid
grid_of(wc_arena *arena, const struct wc_fleet_matrix *m, const char *title, struct wc_text *words)
{
	return (struct wc_grid){
		.title = title,
		.counts = wc_printf(arena, "%zu hosts \xc3\x97 %zu images, by %zu \xc3\x97 %zu classes that no rule tells apart.", m->host_members, m->image_members,
		                    m->host_count, m->image_count),
		.words = wc_text_string(words),
		.row_word = "host",
		.column_word = "image",
		.columns = lines_of(arena, m->images, m->image_count),
		.row_count = m->host_count,
		.column_count = m->image_count,
		.before = side_of(arena, m, m->hosts),
	};
}

void
wc_present_matrix_html(struct wc_text *out, wc_arena *arena, const struct wc_fleet_matrix *matrix, const struct wc_present_options *options)
{
	struct wc_text words = {.arena = arena};
	wc_present_matrix_text(&words, arena, matrix);
	struct wc_grid grid = grid_of(arena, matrix, "Images on hosts", &words);
	wc_grid_write(out, arena, &grid, options);
}

void
wc_present_plan_html(struct wc_text *out, wc_arena *arena, const struct wc_fleet_plan *plan, const struct wc_present_options *options)
{
	struct wc_text words = {.arena = arena};
	wc_present_plan_text(&words, arena, plan, options);
	struct wc_grid grid = grid_of(arena, &plan->before, plan->title, &words);
	grid.is_planned = true;
	grid.after = side_of(arena, &plan->after, plan->hosts_after);
	wc_grid_write(out, arena, &grid, options);
}
