/* Rows: growing, stable sorting, and names that must not stand twice. */
#include "policy/rows.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 16 };

static void
grow(wc_arena *arena, struct wc_rows *rows)
{
	size_t room = rows->room ? rows->room * 2 : FIRST_ROOM;
	char *item = wc_alloc(arena, rows->size * room);
	struct wc_place *place = wc_array(arena, struct wc_place, room);
	if (rows->count) {
		memcpy(item, rows->item, rows->size * rows->count);
		memcpy(place, rows->place, sizeof(*place) * rows->count);
	}
	rows->item = item;
	rows->place = place;
	rows->room = room;
}

void *
wc_rows_add(wc_arena *arena, struct wc_rows *rows, struct wc_place place)
{
	if (rows->count == rows->room)
		grow(arena, rows);
	rows->place[rows->count] = place;
	return wc_rows_at(rows, rows->count++);
}

void *
wc_rows_at(const struct wc_rows *rows, size_t i)
{
	return rows->item + rows->size * i;
}

/* qsort has no context and is not stable: each key carries what it needs for both. */
struct key {
	const void *item;
	size_t index;
	int (*compare)(const void *, const void *);
};

static int
by_key(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	int order = x->compare(x->item, y->item);
	return order ? order : (x->index > y->index) - (x->index < y->index);
}

void
wc_rows_sort(wc_arena *arena, struct wc_rows *rows, int (*compare)(const void *, const void *))
{
	if (rows->count < 2)
		return;
	struct key *keys = wc_array(arena, struct key, rows->count);
	for (size_t i = 0; i < rows->count; i++)
		keys[i] = (struct key){wc_rows_at(rows, i), i, compare};
	qsort(keys, rows->count, sizeof(*keys), by_key);
	char *item = wc_alloc(arena, rows->size * rows->room);
	struct wc_place *place = wc_array(arena, struct wc_place, rows->room);
	for (size_t i = 0; i < rows->count; i++) {
		memcpy(item + rows->size * i, keys[i].item, rows->size);
		place[i] = rows->place[keys[i].index];
	}
	rows->item = item;
	rows->place = place;
}

void
wc_names_add(wc_arena *arena, struct wc_names *names, const char *text, uint32_t group, size_t index, struct wc_place place)
{
	if (text)
		*(struct wc_name *)wc_rows_add(arena, &names->rows, place) = (struct wc_name){text, group, index, place};
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(((const struct wc_name *)a)->text, ((const struct wc_name *)b)->text);
}

static const struct wc_name *
name_at(const struct wc_names *names, size_t i)
{
	return wc_rows_at(&names->rows, i);
}

void
wc_names_settle(struct wc_names *names, const char *what, struct wc_diags *diags, wc_arena *arena)
{
	wc_rows_sort(arena, &names->rows, by_text);
	for (size_t i = 1; i < names->rows.count; i++) {
		const struct wc_name *before = name_at(names, i - 1), *name = name_at(names, i);
		if (strcmp(before->text, name->text) != 0 || (name->group && name->group == before->group))
			continue;
		wc_diag_add(diags, name->place.file, name->place.node->line, name->place.node->column,
		            "%s '%.80s' stands twice, first at %s:%zu", what, name->text, before->place.file, before->place.node->line);
	}
}

const struct wc_name *
wc_names_find(const struct wc_names *names, const char *text)
{
	const struct wc_name wanted = {.text = text};
	return names->rows.count ? bsearch(&wanted, names->rows.item, names->rows.count, names->rows.size, by_text) : NULL;
}

size_t
wc_names_distinct(const struct wc_names *names)
{
	size_t distinct = 0;
	for (size_t i = 0; i < names->rows.count; i++)
		distinct += i == 0 || strcmp(name_at(names, i - 1)->text, name_at(names, i)->text) != 0;
	return distinct;
}
