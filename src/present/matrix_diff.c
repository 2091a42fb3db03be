/* `matrix diff`: exactly the cells that changed between two editions, whatever their rows are called. */
#include "present/matrix.h"

#include "present/facts_json.h"
#include "present/matrix_cell.h"
#include "present/safe.h"
#include "present/wording.h"

#include <stdlib.h>
#include <string.h>

/* One printed cell for one host release (or one interval where no release is in it) and one image. */
struct atom {
	unsigned product, host_build, image_build, installations, families;
	const struct wc_matrix_cell *cell;
	struct atom *next; /* in its difference */
};

struct atoms {
	struct atom *item;
	size_t count;
};

/* Cells of the two editions that differ in what they print; `a` or `b` is NULL where the other edition has none. */
struct difference {
	const struct wc_matrix_cell *a, *b;
	struct atom *first, *last; /* the host builds it is about */
};

struct differences {
	struct difference *item;
	size_t count;
};

static size_t
add_atom(struct atom *atoms, size_t count, const struct wc_matrix_cell *cell, unsigned product, uint32_t build)
{
	if (atoms)
		atoms[count] = (struct atom){product, build, cell->image_build, cell->installations, cell->families, cell, NULL};
	return count + 1;
}

/* The releases of `product` in one interval; one atom for the interval itself where the data knows none. */
static size_t
split_interval(struct atom *atoms, size_t count, const struct wc_program *program, const struct wc_matrix_cell *cell,
               struct wc_builds builds)
{
	size_t before = count;
	for (size_t i = 0; i < program->release_count; i++) {
		const struct wc_release *release = &program->releases[i];
		if (wc_builds_have(builds, release->build) && wc_mask_has(cell->products, release->product))
			count = add_atom(atoms, count, cell, release->product, release->build);
	}
	return count > before ? count : add_atom(atoms, count, cell, WC_PRODUCT_UNKNOWN, builds.low);
}

/* Splits every cell of the edition; with `atoms` NULL it only counts. */
static size_t
split(struct atom *atoms, const struct wc_program *program, const struct wc_matrix_edition *edition)
{
	size_t count = 0;
	for (size_t i = 0; i < edition->cell_count; i++) {
		const struct wc_matrix_cell *cell = &program->cells[edition->first_cell + i];
		for (size_t k = 0; k < cell->host_build_count; k++)
			count = split_interval(atoms, count, program, cell, cell->host_builds[k]);
	}
	return count;
}

static int
order(unsigned a, unsigned b)
{
	return (a > b) - (a < b);
}

static int
compare_keys(const struct atom *a, const struct atom *b)
{
	int by[] = {order(a->product, b->product), order(a->host_build, b->host_build), order(a->installations, b->installations),
	            order(a->image_build, b->image_build), order(a->families, b->families)};
	for (size_t i = 0; i < sizeof(by) / sizeof(by[0]); i++) {
		if (by[i])
			return by[i];
	}
	return 0;
}

/* By key, and by print order within one edition, so that a pair printed twice is matched in order. */
static int
compare_atoms(const void *left, const void *right)
{
	const struct atom *a = left, *b = right;
	int keys = compare_keys(a, b);
	return keys ? keys : (a->cell > b->cell) - (a->cell < b->cell);
}

static struct atoms
atoms_of(wc_arena *arena, const struct wc_program *program, const struct wc_matrix_edition *edition)
{
	struct atoms atoms = {.count = split(NULL, program, edition)};
	atoms.item = wc_array(arena, struct atom, atoms.count + 1);
	split(atoms.item, program, edition);
	qsort(atoms.item, atoms.count, sizeof(struct atom), compare_atoms);
	return atoms;
}

/* Puts the atom to the difference of its pair of cells. */
static void
differ(struct differences *list, const struct wc_matrix_cell *a, const struct wc_matrix_cell *b, struct atom *atom)
{
	size_t i = 0;
	while (i < list->count && (list->item[i].a != a || list->item[i].b != b))
		i++;
	struct difference *d = &list->item[i];
	if (i == list->count) {
		*d = (struct difference){a, b, atom, atom};
		list->count++;
		return;
	}
	d->last->next = atom;
	d->last = atom;
}

static bool
same_print(const struct wc_matrix_cell *a, const struct wc_matrix_cell *b)
{
	return a->process == b->process && a->hyperv == b->hyperv;
}

/* Walks the two sorted lists side by side. */
static struct differences
compare_editions(wc_arena *arena, const struct wc_program *program, const struct wc_matrix_edition *a,
                 const struct wc_matrix_edition *b)
{
	struct atoms left = atoms_of(arena, program, a), right = atoms_of(arena, program, b);
	struct differences list = {.item = wc_array(arena, struct difference, left.count + right.count + 1)};
	size_t l = 0, r = 0;
	while (l < left.count || r < right.count) {
		int side = l == left.count ? 1 : r == right.count ? -1 : compare_keys(&left.item[l], &right.item[r]);
		if (side < 0) {
			differ(&list, left.item[l].cell, NULL, &left.item[l]);
		} else if (side > 0) {
			differ(&list, NULL, right.item[r].cell, &right.item[r]);
		} else if (!same_print(left.item[l].cell, right.item[r].cell)) {
			differ(&list, left.item[l].cell, right.item[r].cell, &right.item[r]);
		}
		l += side <= 0;
		r += side >= 0;
	}
	return list;
}

static const char *
change_word(const struct difference *d)
{
	return d->a && d->b ? "changed" : d->a ? "removed" : "added";
}

static const char *
edition_title(wc_arena *arena, const struct wc_matrix_edition *edition)
{
	char date[WC_DATE_TEXT];
	return wc_printf(arena, "%s (%s)", edition->id, edition->never ? "never published" : wc_date_print(edition->published, date));
}

static void
difference_line(struct wc_text *out, wc_arena *arena, const struct difference *d)
{
	const struct wc_matrix_cell *place = d->b ? d->b : d->a;
	wc_add_cell(out, change_word(d), 9);
	wc_add_safe(out, wc_printf(arena, "%s on %s", place->image_label, place->host_label));
	if (d->a && d->b && strcmp(d->a->host_label, d->b->host_label) != 0)
		wc_add_safe(out, wc_printf(arena, " (before: %s)", d->a->host_label));
	wc_text_addz(out, ": ");
	if (d->a)
		wc_text_addz(out, wc_cell_text(arena, d->a));
	wc_text_addz(out, d->a && d->b ? " -> " : "");
	if (d->b)
		wc_text_addz(out, wc_cell_text(arena, d->b));
	wc_text_addz(out, "\n");
}

size_t
wc_present_matrix_diff_text(struct wc_text *out, wc_arena *arena, const struct wc_program *program,
                            const struct wc_matrix_edition *a, const struct wc_matrix_edition *b)
{
	struct differences list = compare_editions(arena, program, a, b);
	wc_text_printf(out, "%s -> %s: ", edition_title(arena, a), edition_title(arena, b));
	if (list.count == 0)
		wc_text_addz(out, "no cell differs\n");
	else
		wc_text_printf(out, "%zu cell%s\n", list.count, list.count == 1 ? " differs" : "s differ");
	for (size_t i = 0; i < list.count; i++)
		difference_line(out, arena, &list.item[i]);
	return list.count;
}

static void
side_member(struct wc_json_out *out, const char *key, const struct wc_matrix_cell *cell)
{
	if (!cell) {
		wc_json_null(out, key);
		return;
	}
	wc_json_map(out, key);
	wc_json_text(out, "hostLabel", cell->host_label);
	wc_json_text(out, "imageLabel", cell->image_label);
	wc_json_cell_value(out, cell);
	wc_json_end(out);
}

static void
difference_members(struct wc_json_out *out, const struct difference *d)
{
	wc_json_map(out, NULL);
	wc_json_text(out, "change", change_word(d));
	wc_json_cell_place(out, d->b ? d->b : d->a);
	wc_json_list(out, "hostBuilds");
	for (const struct atom *atom = d->first; atom; atom = atom->next) {
		wc_json_map(out, NULL);
		wc_json_word(out, "product", &wc_product_words, atom->product);
		wc_json_number(out, "build", atom->host_build);
		wc_json_end(out);
	}
	wc_json_end(out);
	side_member(out, "old", d->a);
	side_member(out, "new", d->b);
	wc_json_end(out);
}

size_t
wc_present_matrix_diff_json(struct wc_text *text, wc_arena *arena, const struct wc_program *program,
                            const struct wc_matrix_edition *a, const struct wc_matrix_edition *b)
{
	struct differences list = compare_editions(arena, program, a, b);
	struct wc_json_out out = {.text = text, .pretty = true};
	wc_json_head(&out, "MatrixDiff");
	wc_json_text(&out, "from", a->id);
	wc_json_text(&out, "to", b->id);
	wc_json_list(&out, "differences");
	for (size_t i = 0; i < list.count; i++)
		difference_members(&out, &list.item[i]);
	wc_json_end(&out);
	wc_json_end(&out);
	wc_text_addz(text, "\n");
	return list.count;
}
