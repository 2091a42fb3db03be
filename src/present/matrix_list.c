/* `matrix list`: every edition in order of publication. */
#include "present/matrix.h"

#include "present/facts_json.h"
#include "present/matrix_cell.h"
#include "present/safe.h"
#include "present/wording.h"

enum { ID_WIDTH = 5, DATE_WIDTH = 12, CELLS_WIDTH = 7 };

static void
line(struct wc_text *out, wc_arena *arena, const struct wc_program *program, const struct wc_matrix_edition *edition)
{
	char published[WC_DATE_TEXT], superseded[WC_DATE_TEXT];
	wc_add_cell(out, edition->id, ID_WIDTH);
	wc_add_cell(out, edition->never ? "never" : wc_date_print(edition->published, published), DATE_WIDTH);
	wc_add_cell(out, wc_edition_in_force(program, edition) ? "in force" : wc_date_print(edition->superseded, superseded),
	            DATE_WIDTH);
	wc_add_cell(out, edition->never ? "" : wc_printf(arena, "%zu", edition->cell_count), CELLS_WIDTH);
	wc_add_safe(out, edition->never ? edition->never : edition->change);
	wc_end_line(out);
}

void
wc_present_matrix_list_text(struct wc_text *out, wc_arena *arena, const struct wc_program *program)
{
	wc_add_cell(out, "id", ID_WIDTH);
	wc_add_cell(out, "published", DATE_WIDTH);
	wc_add_cell(out, "superseded", DATE_WIDTH);
	wc_add_cell(out, "cells", CELLS_WIDTH);
	wc_text_addz(out, "what changed\n");
	for (size_t i = 0; i < program->edition_count; i++)
		line(out, arena, program, &program->editions[i]);
}

void
wc_present_matrix_list_json(struct wc_text *text, const struct wc_program *program)
{
	struct wc_json_out out = {.text = text, .pretty = true};
	wc_json_head(&out, "MatrixList");
	wc_json_list(&out, "editions");
	for (size_t i = 0; i < program->edition_count; i++) {
		wc_json_map(&out, NULL);
		wc_json_edition(&out, &program->editions[i]);
		wc_json_number(&out, "cells", (int64_t)program->editions[i].cell_count);
		wc_json_end(&out);
	}
	wc_json_end(&out);
	wc_json_end(&out);
	wc_text_addz(text, "\n");
}
