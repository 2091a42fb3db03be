/* The matrix of a pipeline's job. */
#include "source/workload/matrix.h"

#include "base/limits.h"

#include <string.h>

static bool
equal_texts(const struct wc_node *a, const struct wc_node *b)
{
	return a->text && b->text && strcmp(a->text, b->text) == 0;
}

/* Texts, and lists and maps of texts: what is nested deeper names no row of a real matrix. */
static bool
equal(const struct wc_node *a, const struct wc_node *b)
{
	if (a->text || b->text)
		return equal_texts(a, b);
	if (a->kind != b->kind || a->count != b->count || a->count > WC_LIMIT_MATRIX_LISTS)
		return false;
	const struct wc_node *m = a->child, *n = b->child;
	for (; m && n; m = m->next, n = n->next)
		if ((m->key && strcmp(m->key, n->key) != 0) || !equal_texts(m, n))
			return false;
	return true;
}

const struct wc_node *
wc_row_value(const struct wc_row *row, const char *key, size_t length)
{
	for (size_t i = 0; i < row->count; i++)
		if (strlen(row->pair[i].key) == length && strncmp(row->pair[i].key, key, length) == 0)
			return row->pair[i].value;
	return NULL;
}

/* A copy of `row` with room for one more pair. */
static struct wc_row
with_room(wc_arena *arena, const struct wc_row *row)
{
	struct wc_row copy = *row;
	copy.pair = wc_array(arena, struct wc_pair, row->count + 1);
	if (row->count)
		memcpy(copy.pair, row->pair, row->count * sizeof(*copy.pair));
	return copy;
}

/* The row with key = value, which takes the place of what it had under that key. */
static struct wc_row
with_pair(wc_arena *arena, const struct wc_row *row, const char *key, const struct wc_node *value)
{
	struct wc_row more = with_room(arena, row);
	size_t i = 0;
	while (i < more.count && strcmp(more.pair[i].key, key) != 0)
		i++;
	more.count += i == more.count;
	more.pair[i] = (struct wc_pair){key, value};
	return more;
}

static void
add_row(wc_arena *arena, struct wc_rows *rows, struct wc_row row)
{
	if (!rows->row)
		rows->row = wc_array(arena, struct wc_row, WC_LIMIT_MATRIX);
	if (rows->count < WC_LIMIT_MATRIX)
		rows->row[rows->count++] = row;
}

/* Every row once for each value of a dimension. */
static void
multiply(wc_arena *arena, struct wc_rows *rows, const char *key, const struct wc_node *first)
{
	struct wc_rows more = {0};
	for (size_t i = 0; i < rows->count; i++)
		for (const struct wc_node *value = first; value && more.count < WC_LIMIT_MATRIX; value = value->next) {
			struct wc_row row = with_pair(arena, &rows->row[i], key, value);
			row.own = row.count;
			add_row(arena, &more, row);
		}
	*rows = more;
}

/* All combinations of the lists of `map`; `alone`: other values are lists of one. */
static struct wc_rows
combine(wc_arena *arena, const struct wc_node *map, bool alone)
{
	struct wc_rows rows = {0};
	size_t dimensions = 0;
	add_row(arena, &rows, (struct wc_row){0});
	for (const struct wc_node *child = map && map->kind == WC_MAP ? map->child : NULL; child; child = child->next) {
		bool special = !alone && (strcmp(child->key, "include") == 0 || strcmp(child->key, "exclude") == 0);
		struct wc_node one = *child;
		one.next = NULL;
		if (special || dimensions == WC_LIMIT_MATRIX_LISTS)
			continue;
		if (child->kind == WC_LIST && child->child)
			multiply(arena, &rows, child->key, child->child);
		else if (alone && child->text)
			multiply(arena, &rows, child->key, memcpy(wc_alloc(arena, sizeof(one)), &one, sizeof(one)));
		dimensions++;
	}
	return rows;
}

/* Has the row every value that the map names? Of an include, names that are no dimensions do not count. */
static bool
agrees(const struct wc_row *row, const struct wc_node *map, bool own_only)
{
	for (const struct wc_node *child = map->child; child; child = child->next) {
		struct wc_row part = *row;
		if (own_only)
			part.count = row->own;
		const struct wc_node *value = wc_row_value(&part, child->key, strlen(child->key));
		if (value ? !equal(value, child) : !own_only)
			return false;
	}
	return true;
}

/* The next map of `include` or `exclude` from `map` on: others, empty ones and huge ones say nothing. */
static const struct wc_node *
next_map(const struct wc_node *map)
{
	while (map && (map->kind != WC_MAP || map->count == 0 || map->count > WC_LIMIT_MATRIX_LISTS))
		map = map->next;
	return map;
}

static const struct wc_node *
first_map(const struct wc_node *matrix, const char *key)
{
	const struct wc_node *list = wc_get(matrix, key);
	return list && list->kind == WC_LIST ? next_map(list->child) : NULL;
}

static void
exclude(struct wc_rows *rows, const struct wc_node *map)
{
	for (size_t excluded = 0; map && excluded < WC_LIMIT_MATRIX; map = next_map(map->next), excluded++) {
		size_t kept = 0;
		for (size_t i = 0; i < rows->count; i++)
			if (!agrees(&rows->row[i], map, false))
				rows->row[kept++] = rows->row[i];
		rows->count = kept;
	}
}

static struct wc_row
with_map(wc_arena *arena, struct wc_row row, const struct wc_node *map)
{
	for (const struct wc_node *child = map->child; child; child = child->next)
		row = with_pair(arena, &row, child->key, child);
	return row;
}

/* Adds one map of `include` to the first `originals` rows that agree with it, else as a row of its own. */
static void
include(wc_arena *arena, struct wc_rows *rows, size_t originals, const struct wc_node *map)
{
	bool added = false;
	for (size_t i = 0; i < originals; i++) {
		if (!agrees(&rows->row[i], map, true))
			continue;
		rows->row[i] = with_map(arena, rows->row[i], map);
		added = true;
	}
	if (!added)
		add_row(arena, rows, with_map(arena, (struct wc_row){0}, map));
}

struct wc_rows
wc_matrix_rows(wc_arena *arena, const struct wc_node *matrix)
{
	struct wc_rows rows = combine(arena, matrix, false);
	const struct wc_node *map = first_map(matrix, "include");
	exclude(&rows, first_map(matrix, "exclude"));
	if (rows.count == 1 && rows.row[0].count == 0 && map)
		rows.count = 0; /* no dimensions: each include is a row of its own */
	size_t originals = rows.count;
	for (size_t included = 0; map && included < WC_LIMIT_MATRIX; map = next_map(map->next), included++)
		include(arena, &rows, originals, map);
	return rows;
}

struct wc_rows
wc_matrix_lists(wc_arena *arena, const struct wc_node *list)
{
	struct wc_rows all = {0};
	for (const struct wc_node *map = list && list->kind == WC_LIST ? list->child : NULL; map; map = map->next) {
		struct wc_rows rows = combine(arena, map, true);
		for (size_t i = 0; i < rows.count; i++)
			add_row(arena, &all, rows.row[i]);
		if (all.count == WC_LIMIT_MATRIX)
			break;
	}
	if (all.count == 0)
		add_row(arena, &all, (struct wc_row){0});
	return all;
}
