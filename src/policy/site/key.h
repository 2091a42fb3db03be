/* Keys: what is still open of both policies once some facts are fixed. Equal keys stay equal whatever the other facts are. */
#ifndef WC_POLICY_SITE_KEY_H
#define WC_POLICY_SITE_KEY_H

#include "policy/site/world.h"

/* A set of axes of the world. */
struct wc_axis_set {
	uint64_t half[2];
};

static inline bool
wc_axis_set_has(struct wc_axis_set set, size_t i)
{
	return set.half[i / 64] >> i % 64 & 1;
}

/* What is open of one policy: what its settled rules come to, and what those that wait ask. */
struct wc_key {
	struct wc_site_sum sum;
	struct wc_axis_set asked; /* by those that wait */
};

/* Keys by number; equal keys have one number. */
struct wc_keys;

/* Owned by `arena`; borrows the world. */
struct wc_keys *wc_keys_make(wc_arena *arena, const struct wc_world *world);

/* Elements of a key that is being made: those that hold, and those that may; world->words each. */
struct wc_key_parts {
	wc_bits *held, *possible;
};

/* The elements of one side's arms that do not ask the axis before `place` (`asking`: those that do): the same for all its atoms. */
void wc_key_parts(const struct wc_keys *keys, unsigned side, size_t place, const wc_bits *sure, const wc_bits *may, const wc_bits *asking,
                  struct wc_key_parts *ret_parts);

/*
 * The number of the key of one side where the axes before `place` are fixed and leave the arms `sure` and `may`. parts[0]: from
 * wc_key_parts; parts[1]: room. `leaves`: of the atom of the axis before `place`.
 */
uint32_t wc_key_of(struct wc_keys *keys, unsigned side, size_t place, const struct wc_key_parts parts[2], const wc_bits *sure, const wc_bits *may,
                   const wc_bits *asking, struct wc_arm_numbers leaves);

/* Is an arm among `may` like which the other side has none? Where there is none, both keys are equal. */
bool wc_keys_differ(const struct wc_keys *keys, const wc_bits *may);

const struct wc_key *wc_key_at(const struct wc_keys *keys, uint32_t number);

#endif
