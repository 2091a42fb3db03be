/* The table of images (rows) × hosts (columns), where several are named. */
#include "present/answers.h"

#include "present/line.h"

#include <string.h>

enum { GAP = 2 };

/* The answers are hosts outer, images inner: answer[host * images + image]. */
struct grid {
	const struct wc_answer *answer;
	size_t hosts, images;
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
	*ret_grid = (struct grid){answers, count / images, images};
	return true;
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
column_width(wc_arena *arena, const struct grid *grid, size_t host)
{
	size_t width = wc_columns(arena, host_name(grid->answer[host * grid->images].host));
	for (size_t i = 0; i < grid->images; i++)
		width = larger(width, wc_columns(arena, cell_text(arena, &grid->answer[host * grid->images + i])));
	return width;
}

static size_t
row_title_width(wc_arena *arena, const struct grid *grid)
{
	size_t width = 0;
	for (size_t i = 0; i < grid->images; i++)
		width = larger(width, wc_columns(arena, image_name(grid->answer[i].image)));
	return width;
}

/* Row `image` of the table; SIZE_MAX is the head. `widths`: one a host. */
static void
row(struct wc_text *out, wc_arena *arena, const struct grid *grid, size_t image, size_t title, const size_t *widths,
    const struct wc_present_options *options)
{
	bool head = image == SIZE_MAX;
	wc_add_cell(out, head ? "" : image_name(grid->answer[image].image), title);
	for (size_t host = 0; host < grid->hosts; host++) {
		const struct wc_answer *answer = &grid->answer[host * grid->images + (head ? 0 : image)];
		size_t width = host + 1 < grid->hosts ? widths[host] : 0;
		wc_text_printf(out, "%*s", GAP, "");
		if (head)
			wc_add_cell(out, host_name(answer->host), width);
		else
			wc_add_coloured(out, cell_colour(answer, options), cell_text(arena, answer), width);
	}
	wc_text_addz(out, "\n");
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
	size_t *widths = wc_array(arena, size_t, grid.hosts), title = row_title_width(arena, &grid);
	for (size_t host = 0; host < grid.hosts; host++)
		widths[host] = column_width(arena, &grid, host);
	row(out, arena, &grid, SIZE_MAX, title, widths, options);
	for (size_t image = 0; image < grid.images; image++)
		row(out, arena, &grid, image, title, widths, options);
	if (any_warning(answers, count) && !options->explain)
		wc_text_addz(out, "* with warnings: ask for that pair alone, or with --explain\n");
	return true;
}
