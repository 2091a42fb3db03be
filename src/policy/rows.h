/* Rows: records of one type that are being collected, each with the place where it stands. */
#ifndef WC_POLICY_ROWS_H
#define WC_POLICY_ROWS_H

#include "policy/record.h"

#include <stdint.h>

/* Where a row stands, for faults that show only when all rows are there. `sound` is false where reading it found faults. */
struct wc_place {
	const char *file;
	const struct wc_node *node;
	bool sound;
};

/* Rows of `size` bytes each. Start with {.size = sizeof(struct …)}; they move when one is added. Owned by the arena. */
struct wc_rows {
	size_t size, count, room;
	char *item;
	struct wc_place *place;
};

/* Adds a zeroed row; returns it, valid until the next one is added. */
void *wc_rows_add(wc_arena *arena, struct wc_rows *rows, struct wc_place place);

/* The row at `i`. */
void *wc_rows_at(const struct wc_rows *rows, size_t i);

/* Sorts rows and places; rows that compare equal keep their order. */
void wc_rows_sort(wc_arena *arena, struct wc_rows *rows, int (*compare)(const void *, const void *));

/* A name and where it stands. `group`: names of one group may stand twice (the tag words of one build). */
struct wc_name {
	const char *text;
	uint32_t group; /* 0: every name is its own group */
	size_t index;   /* of the row that has it */
	struct wc_place place;
};

/* Names that must be unique. Start with {.rows = {.size = sizeof(struct wc_name)}}. */
struct wc_names {
	struct wc_rows rows;
};

/* Adds `text` (NULL: nothing, its row was unsound). */
void wc_names_add(wc_arena *arena, struct wc_names *names, const char *text, uint32_t group, size_t index, struct wc_place place);

/* Sorts the names; a fault for each that stands twice ("the alias 'x' stands twice, first at FILE:LINE"). */
void wc_names_settle(struct wc_names *names, const char *what, struct wc_diags *diags, wc_arena *arena);

/* The name `text` among settled names, or NULL. */
const struct wc_name *wc_names_find(const struct wc_names *names, const char *text);

/* How many different names there are, once settled. */
size_t wc_names_distinct(const struct wc_names *names);

#endif
