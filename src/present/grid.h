/* A grid of rows and columns as one HTML page that needs nothing else: of a fleet's hosts and images, or of a cluster's nodes and workloads. */
#ifndef WC_PRESENT_GRID_H
#define WC_PRESENT_GRID_H

#include "base/text.h"
#include "present/fleet.h"

/* What a cell shows: enum wc_lot, or that nothing is placed there. */
enum wc_grid_cell { WC_GRID_EMPTY = WC_LOT_REFUSE + 1 };

struct wc_grid_line {
	const char *title;
	size_t members; /* that are alike */
};

/* What the grid shows, before or after what is planned. */
struct wc_grid_side {
	const struct wc_grid_line *rows; /* `row_count` */
	const uint8_t *cell;             /* [row × column_count + column] */
	const uint32_t *told;            /* likewise: index into `telling` */
	const struct wc_telling *telling;
	size_t telling_count;
};

struct wc_grid {
	const char *title, *counts; /* of the page, and the line below it */
	const char *words;          /* all of it as text */
	const char *row_word, *column_word; /* what rows and columns are classes of: "host", "image" */
	const struct wc_grid_line *columns;
	size_t row_count, column_count;
	struct wc_grid_side before, after; /* after: only where something is planned */
	bool is_planned;
};

/* Writes the page. options->sha256 is needed for its own policy. */
void wc_grid_write(struct wc_text *out, wc_arena *arena, const struct wc_grid *grid, const struct wc_present_options *options);

#endif
