/* Editions of the compatibility matrix as bytes: for `wincompat matrix`. */
#ifndef WC_PRESENT_MATRIX_H
#define WC_PRESENT_MATRIX_H

#include "base/arena.h"
#include "model/program.h"

#include <stddef.h>

struct wc_text;

/* One line for each edition, the never published ones too. */
void wc_present_matrix_list_text(struct wc_text *out, wc_arena *arena, const struct wc_program *program);
void wc_present_matrix_list_json(struct wc_text *out, const struct wc_program *program);

/* The edition as printed: a table of hosts (rows) × images (columns), with a legend. `arena` is for scratch. */
void wc_present_matrix_show_text(struct wc_text *out, wc_arena *arena, const struct wc_program *program,
                                 const struct wc_matrix_edition *edition);
void wc_present_matrix_show_json(struct wc_text *out, const struct wc_program *program,
                                 const struct wc_matrix_edition *edition);

/*
 * Exactly the cells that changed, were added or were removed between two editions. Cells are matched by product, host
 * builds, image build, installation and family; labels may differ. Returns the number of differences.
 */
size_t wc_present_matrix_diff_text(struct wc_text *out, wc_arena *arena, const struct wc_program *program,
                                   const struct wc_matrix_edition *a, const struct wc_matrix_edition *b);
size_t wc_present_matrix_diff_json(struct wc_text *out, wc_arena *arena, const struct wc_program *program,
                                   const struct wc_matrix_edition *a, const struct wc_matrix_edition *b);

#endif
