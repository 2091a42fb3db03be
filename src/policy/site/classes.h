/* Classes: the paths of a diagram in words, each with a situation that shows it. Internal to policy/site/. */
#ifndef WC_POLICY_SITE_CLASSES_H
#define WC_POLICY_SITE_CLASSES_H

#include "model/policy_change.h"
#include "policy/site/explore.h"

/* Classes that are being collected. */
struct wc_class_list {
	wc_arena *arena;
	struct wc_policy_class *item;
	size_t count, room, most, all;
	struct wc_point *points; /* of wc_classes_walk */
	size_t point_count;
};

/*
 * Adds a class for every path of the diagram to a difference. `remark`: the rule whose remark it is about, or NULL. The programs say which
 * rules make the difference.
 */
void wc_classes_add(struct wc_class_list *list, const struct wc_world *world, const struct wc_diagram *diagram, const char *remark);

/* Collects a point for every path to a difference, `most` of them, in `points`. */
void wc_classes_walk(struct wc_class_list *list, const struct wc_world *world, const struct wc_diagram *diagram);

/* A situation in words: every fact that the point fixes. */
const struct wc_fact_values *wc_point_print(wc_arena *arena, const struct wc_world *world, const struct wc_point *point, size_t *ret_count);

/* The atoms of an axis in words, neighbours as one stretch. */
struct wc_fact_values wc_atoms_print(wc_arena *arena, const struct wc_world_axis *axis, const uint16_t *atoms, size_t count);

/* Which arms of one side hold at a point, or may; as wc_site_ask says. Owned by `arena`. */
struct wc_site_answer wc_ask_at(wc_arena *arena, const struct wc_world *world, unsigned side, const struct wc_point *point);

#endif
