/* Cells of the matrix: as words for people and as JSON. */
#ifndef WC_PRESENT_MATRIX_CELL_H
#define WC_PRESENT_MATRIX_CELL_H

#include "format/json_write.h"
#include "model/program.h"

/* "process + hyperv", "hyperv", "process (preview)", "no"; "-" where nothing is printed. Owned by `arena`. */
const char *wc_cell_text(wc_arena *arena, const struct wc_matrix_cell *cell);

/* Do the two cells belong to one printed host row? */
bool wc_cell_same_host(const struct wc_matrix_cell *a, const struct wc_matrix_cell *b);

/* Do the two cells belong to one printed image column? */
bool wc_cell_same_image(const struct wc_matrix_cell *a, const struct wc_matrix_cell *b);

/* "14393-19045", "17763" or "22000+". Returns `buffer`. */
enum { WC_BUILDS_TEXT = 32 };
const char *wc_builds_print(struct wc_builds builds, char buffer[WC_BUILDS_TEXT]);

/* The members `host` and `image` of a cell into the open map. */
void wc_json_cell_place(struct wc_json_out *out, const struct wc_matrix_cell *cell);

/* The members `process`, `hyperv`, `footnote` and `misprint` into the open map. */
void wc_json_cell_value(struct wc_json_out *out, const struct wc_matrix_cell *cell);

/* Is it the last one that was published? An edition whose end is not known may be followed by others. */
bool wc_edition_in_force(const struct wc_program *program, const struct wc_matrix_edition *edition);

/* The members of an edition into the open map: edition, published, superseded, change, never, source, checked. */
void wc_json_edition(struct wc_json_out *out, const struct wc_matrix_edition *edition);

#endif
