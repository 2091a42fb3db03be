/* Cells of the matrix: as words for people and as JSON. */
#include "present/matrix_cell.h"

#include "present/facts_json.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char *
preview(unsigned value)
{
	return value == WC_VENDOR_PREVIEW ? " (preview)" : "";
}

const char *
wc_cell_text(wc_arena *arena, const struct wc_matrix_cell *cell)
{
	bool process = cell->process >= WC_VENDOR_PREVIEW, hyperv = cell->hyperv >= WC_VENDOR_PREVIEW;
	if (process && hyperv && cell->process == cell->hyperv)
		return wc_printf(arena, "process + hyperv%s", preview(cell->process));
	if (process && hyperv)
		return wc_printf(arena, "process%s + hyperv%s", preview(cell->process), preview(cell->hyperv));
	if (process)
		return wc_printf(arena, "process%s", preview(cell->process));
	if (hyperv)
		return wc_printf(arena, "hyperv%s", preview(cell->hyperv));
	return cell->process == WC_VENDOR_UNLISTED && cell->hyperv == WC_VENDOR_UNLISTED ? "-" : "no";
}

bool
wc_cell_same_host(const struct wc_matrix_cell *a, const struct wc_matrix_cell *b)
{
	return a->products == b->products && a->installations == b->installations &&
	       a->host_build_count == b->host_build_count && strcmp(a->host_label, b->host_label) == 0 &&
	       memcmp(a->host_builds, b->host_builds, a->host_build_count * sizeof(a->host_builds[0])) == 0;
}

bool
wc_cell_same_image(const struct wc_matrix_cell *a, const struct wc_matrix_cell *b)
{
	return a->image_build == b->image_build && a->families == b->families && strcmp(a->image_label, b->image_label) == 0;
}

const char *
wc_builds_print(struct wc_builds builds, char buffer[WC_BUILDS_TEXT])
{
	if (builds.low == builds.high)
		snprintf(buffer, WC_BUILDS_TEXT, "%" PRIu32, builds.low);
	else if (builds.high == UINT32_MAX)
		snprintf(buffer, WC_BUILDS_TEXT, "%" PRIu32 "+", builds.low);
	else
		snprintf(buffer, WC_BUILDS_TEXT, "%" PRIu32 "-%" PRIu32, builds.low, builds.high);
	return buffer;
}

bool
wc_edition_in_force(const struct wc_program *program, const struct wc_matrix_edition *edition)
{
	for (size_t i = 0; i < program->edition_count; i++) {
		const struct wc_matrix_edition *other = &program->editions[i];
		if (!other->never && other->published > edition->published)
			return false;
	}
	return !edition->never && edition->superseded == 0;
}

/* The words of a set; "any" is the empty list. */
static void
mask_member(struct wc_json_out *out, const char *key, const struct wc_words *words, wc_mask mask)
{
	wc_json_list(out, key);
	for (unsigned i = 1; i < words->count; i++) {
		if (mask >> i & 1u)
			wc_json_text(out, NULL, wc_word(words, i));
	}
	wc_json_end(out);
}

void
wc_json_cell_place(struct wc_json_out *out, const struct wc_matrix_cell *cell)
{
	char builds[WC_BUILDS_TEXT];
	wc_json_map(out, "host");
	wc_json_text(out, "label", cell->host_label);
	mask_member(out, "products", &wc_product_words, cell->products);
	wc_json_list(out, "builds");
	for (size_t i = 0; i < cell->host_build_count; i++)
		wc_json_text(out, NULL, wc_builds_print(cell->host_builds[i], builds));
	wc_json_end(out);
	if (cell->installations)
		mask_member(out, "installations", &wc_installation_words, cell->installations);
	wc_json_end(out);
	wc_json_map(out, "image");
	wc_json_text(out, "label", cell->image_label);
	wc_json_number(out, "build", cell->image_build);
	if (cell->families)
		mask_member(out, "families", &wc_family_words, cell->families);
	wc_json_end(out);
}

void
wc_json_cell_value(struct wc_json_out *out, const struct wc_matrix_cell *cell)
{
	wc_json_text(out, "process", wc_word(&wc_vendor_words, cell->process));
	wc_json_text(out, "hyperv", wc_word(&wc_vendor_words, cell->hyperv));
	wc_json_text(out, "footnote", cell->footnote);
	wc_json_text(out, "misprint", cell->misprint);
}

void
wc_json_edition(struct wc_json_out *out, const struct wc_matrix_edition *edition)
{
	wc_json_text(out, "edition", edition->id);
	wc_json_date(out, "published", edition->published);
	wc_json_date(out, "superseded", edition->superseded);
	wc_json_text(out, "change", edition->change);
	wc_json_text(out, "never", edition->never);
	wc_json_texts(out, "source", edition->source.item, edition->source.count);
	wc_json_date(out, "checked", edition->checked);
}
