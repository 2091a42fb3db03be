/* Loading and linking editions of the matrix: order of publication, known builds, no undeclared hole. */
#include "base/limits.h"
#include "policy/loading.h"
#include "policy/schema.h"

#include <string.h>

static void
load_cell(struct wc_loading *loading, const struct wc_node *node, const struct wc_matrix_cell *row, bool row_sound)
{
	struct wc_matrix_cell cell = *row;
	bool sound = wc_record_read(&loading->reader, node, &(struct wc_part){&wc_image_cell_schema, &cell}, 1);
	struct wc_place place = wc_here(loading, node, sound && row_sound);
	*(struct wc_matrix_cell *)wc_rows_add(loading->reader.arena, &loading->cells, place) = cell;
}

static void
load_host_row(struct wc_loading *loading, const struct wc_node *node)
{
	struct wc_matrix_cell row = {0};
	const struct wc_node *images = wc_get(node, "images");
	bool sound = wc_record_read(&loading->reader, node, &(struct wc_part){&wc_host_row_schema, &row}, 1);
	if (images && (images->kind != WC_LIST || !images->child))
		wc_reader_fault(&loading->reader, images, "images is a list of at least one cell");
	for (const struct wc_node *image = images && images->kind == WC_LIST ? images->child : NULL; image; image = image->next)
		load_cell(loading, image, &row, sound);
}

static void
check_published(struct wc_loading *loading, const struct wc_matrix_edition *edition, struct wc_place place)
{
	if (edition->never && (edition->published || wc_get(place.node, "hosts")))
		wc_loading_fault(loading, place, "never", "an edition that was never published has no day and no rows");
	if (!edition->never && !edition->published)
		wc_loading_fault(loading, place, NULL, "an edition without 'published' (or `never: why`)");
	if (!edition->never && edition->cell_count == 0)
		wc_loading_fault(loading, place, NULL, "an edition without rows: 'hosts' is missing");
	if (edition->cell_count > WC_LIMIT_CELLS)
		wc_loading_fault(loading, place, NULL, "an edition of more than %d cells", WC_LIMIT_CELLS);
	if (edition->superseded && edition->superseded < edition->published)
		wc_loading_fault(loading, place, "superseded", "superseded before it was published");
}

void
wc_load_edition(struct wc_loading *loading, const struct wc_node *node)
{
	struct wc_matrix_edition edition = {.first_cell = loading->cells.count};
	const struct wc_node *hosts = wc_get(node, "hosts");
	bool sound = wc_record_read(&loading->reader, node, &(struct wc_part){&wc_edition_schema, &edition}, 1);
	struct wc_place place = wc_here(loading, node, sound);
	if (hosts && hosts->kind != WC_LIST)
		wc_reader_fault(&loading->reader, hosts, "hosts is %s, not a list", wc_node_kind_name(hosts));
	for (const struct wc_node *host = hosts && hosts->kind == WC_LIST ? hosts->child : NULL; host; host = host->next)
		load_host_row(loading, host);
	edition.cell_count = loading->cells.count - edition.first_cell;
	*(struct wc_matrix_edition *)wc_rows_add(loading->reader.arena, &loading->editions, place) = edition;
	if (sound)
		check_published(loading, &edition, place);
}

/* Published editions by day, then by id. */
static int
by_publication(const void *a, const void *b)
{
	const struct wc_matrix_edition *x = a, *y = b;
	if (x->published != y->published)
		return (x->published > y->published) - (x->published < y->published);
	return strcmp(x->id ? x->id : "", y->id ? y->id : "");
}

/* Gives an edition that was never published the day of the published one before it by id, for sorting. */
static wc_date
neighbour_day(const struct wc_rows *editions, const char *id)
{
	const struct wc_matrix_edition *before = NULL;
	for (size_t i = 0; i < editions->count; i++) {
		const struct wc_matrix_edition *e = wc_rows_at(editions, i);
		if (e->never || !e->id || strcmp(e->id, id) >= 0)
			continue;
		if (!before || strcmp(e->id, before->id) > 0)
			before = e;
	}
	return before ? before->published : 0;
}

static void
sort_editions(struct wc_loading *loading)
{
	struct wc_rows *editions = &loading->editions;
	for (size_t i = 0; i < editions->count; i++) {
		struct wc_matrix_edition *e = wc_rows_at(editions, i);
		if (e->never && e->id)
			e->published = neighbour_day(editions, e->id);
	}
	wc_rows_sort(loading->reader.arena, editions, by_publication);
	for (size_t i = 0; i < editions->count; i++) {
		struct wc_matrix_edition *e = wc_rows_at(editions, i);
		if (e->never)
			e->published = 0;
	}
}

static void
check_cell(struct wc_loading *loading, size_t i)
{
	const struct wc_matrix_cell *cell = wc_rows_at(&loading->cells, i);
	struct wc_place place = loading->cells.place[i];
	if (!place.sound)
		return;
	if (!wc_release_known(loading, cell->image_build, 0))
		wc_loading_fault(loading, place, "build", "no release has the build %u", (unsigned)cell->image_build);
	for (size_t b = 0; b < cell->host_build_count; b++) {
		struct wc_builds builds = cell->host_builds[b];
		if (builds.low == builds.high && !wc_release_known(loading, builds.low, cell->products))
			wc_loading_fault(loading, place, NULL, "its host row: no such release has the build %u", (unsigned)builds.low);
	}
}

static void
check_holes(struct wc_loading *loading, const struct wc_matrix_edition *edition, struct wc_place place)
{
	wc_arena *arena = loading->reader.arena;
	struct wc_names hosts = {.rows.size = sizeof(struct wc_name)}, images = hosts, pairs = hosts;
	for (size_t i = edition->first_cell; i < edition->first_cell + edition->cell_count; i++) {
		const struct wc_matrix_cell *cell = wc_rows_at(&loading->cells, i);
		struct wc_place at = loading->cells.place[i];
		if (!at.sound)
			return; /* its labels may be missing, which is said already */
		wc_names_add(arena, &hosts, cell->host_label, 1, i, at);
		wc_names_add(arena, &images, cell->image_label, 1, i, at);
		wc_names_add(arena, &pairs, wc_printf(arena, "%s × %s", cell->host_label, cell->image_label), 0, i, at);
	}
	wc_names_settle(&hosts, "", loading->reader.diags, arena);
	wc_names_settle(&images, "", loading->reader.diags, arena);
	wc_names_settle(&pairs, "the cell", loading->reader.diags, arena);
	size_t printed = wc_names_distinct(&pairs), all = wc_names_distinct(&hosts) * wc_names_distinct(&images);
	bool declared = wc_get(place.node, "holes") != NULL;
	if (printed < all && !declared)
		wc_loading_fault(loading, place, NULL, "%zu of %zu host × image pairs have no cell: add them, or say `holes: why`",
		                 all - printed, all);
	if (printed == all && declared)
		wc_loading_fault(loading, place, "holes", "the edition declares holes and has none");
}

void
wc_link_editions(struct wc_loading *loading)
{
	struct wc_names ids = {.rows.size = sizeof(struct wc_name)};
	for (size_t i = 0; i < loading->cells.count; i++)
		check_cell(loading, i);
	for (size_t i = 0; i < loading->editions.count; i++) {
		const struct wc_matrix_edition *edition = wc_rows_at(&loading->editions, i);
		struct wc_place place = loading->editions.place[i];
		wc_names_add(loading->reader.arena, &ids, edition->id, 0, i, place);
		if (place.sound && edition->cell_count <= WC_LIMIT_CELLS)
			check_holes(loading, edition, place);
	}
	wc_names_settle(&ids, "the edition", loading->reader.diags, loading->reader.arena);
	sort_editions(loading);
}
