/* The basis: what the data say at a point of the world, without any policy; and the facts that a point stands for. */
#ifndef WC_POLICY_SITE_BASIS_H
#define WC_POLICY_SITE_BASIS_H

#include "policy/site/world.h"

enum { WC_NOT_CHOSEN = -1 };

/* The atom that was chosen of each axis of the world; WC_NOT_CHOSEN: none rules out another, so that the most open value stands for all. */
struct wc_point {
	int16_t atom[WC_MOST_WORLD_AXES];
};

/* Facts with the room that they point into. */
struct wc_world_facts {
	struct wc_host host;
	struct wc_image image;
	struct wc_request request;
	struct wc_label labels[WC_MOST_WORLD_AXES];
	char version[64], repository[512], tag[160];
};

/* The facts at a point; texts are borrowed from the world. */
void wc_basis_facts(const struct wc_world *world, const struct wc_point *point, struct wc_world_facts *ret_facts);

/*
 * Numbers such that atoms of the axis with equal numbers make no difference to what the data say, whatever is chosen later. The axes
 * before `place` are chosen in `point`. `ordered`: some rule asks what follows from the very value (how builds stand, how many days are left).
 */
uint64_t wc_basis_number(const struct wc_world *world, const struct wc_point *point, size_t place, size_t atom, bool ordered);

/* Can the atom be, where the axes before it are chosen so? How builds stand, for instance, follows from the builds. */
bool wc_basis_allows(const struct wc_world *world, const struct wc_point *point, size_t place, size_t atom);

/* Does the axis make a difference to what the data say at this point (or is it one of those that always are looked at)? */
bool wc_basis_looks_at(const struct wc_world *world, const struct wc_point *point, size_t place);

#endif
