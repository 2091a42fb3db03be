/* The world that two policies are compared on: every axis with its atoms (values that no rule tells apart), and the arms each atom leaves. */
#ifndef WC_POLICY_SITE_WORLD_H
#define WC_POLICY_SITE_WORLD_H

#include "policy/judge.h"
#include "policy/site/site.h"

enum { WC_OLD, WC_NEW, WC_SIDES };

/* One of the two policies: its rules, and which of their arms count. */
struct wc_side {
	const struct wc_site *site; /* NULL: no rules */
	const wc_bits *alive;       /* site->words; NULL where there are no rules */
};

/* Values of one axis that no rule and nothing in the data tells apart. */
struct wc_atom {
	int64_t low, high;        /* of words and numbers; both WC_VALUE_UNKNOWN: not known */
	struct wc_axis_text text; /* of texts: one that stands for all like it */
};

/* Arms by their number in the world, ascending. */
struct wc_arm_numbers {
	const uint32_t *item;
	size_t count;
};

/* One axis of the world. The four axes of an image's reference are one here: its atoms are whole references. */
struct wc_world_axis {
	enum wc_axis_id id;
	const char *label, *name;
	bool asked; /* by some arm */
	const struct wc_atom *atoms;
	size_t atom_count;
	const wc_bits *asking;     /* the arms that ask it */
	const wc_bits *sure, *may; /* by atom: the arms that it leaves for sure, and that it may leave; words each */
	const struct wc_arm_numbers *leaves; /* by atom: the arms that ask the axis and that it may leave */
	const uint16_t *like;      /* by atom: the first one that leaves the same arms */
};

enum { WC_MOST_WORLD_AXES = 128 };

/* What the sides are compared by: the decision, with the arms of rules on which it depends; or whether any arm holds at all. */
enum wc_world_about { WC_ABOUT_DECISIONS, WC_ABOUT_HOLDING };

/* The arms of both sides in one numbering: those of the old one first. */
struct wc_world {
	const struct wc_view *view; /* of the data alone, without a site */
	enum wc_world_about about;
	struct wc_side side[WC_SIDES];
	size_t first[WC_SIDES]; /* where a side's arms begin */
	size_t arm_count, words;
	const wc_bits *every;
	struct wc_world_axis *axes; /* in the order of axes.def, labels by name */
	size_t axis_count;
	uint8_t at[WC_AXIS_COUNT]; /* the place of each axis that is no label */
};

/*
 * Makes the world. `view`: a tabulated view of the program without a site. Owned by `arena`. False and `err` where texts fall into
 * more kinds than WC_LIMIT_ATOMS, or a pattern is beyond what can be compared exactly.
 */
bool wc_world_make(wc_arena *arena, const struct wc_view *view, const struct wc_side side[WC_SIDES], enum wc_world_about about,
                   struct wc_world *ret_world, struct wc_err *err);

/* The arm `i` of the world. */
const struct wc_arm *wc_world_arm(const struct wc_world *world, size_t i, unsigned *ret_side);

/* The place of a site's axis in the world. */
size_t wc_world_place(const struct wc_world *world, const struct wc_site_axis *axis);

/* policy/site/atoms.c: the values of an axis of words or numbers, cut wherever a rule or the data change. */
void wc_atoms_of_numbers(wc_arena *arena, const struct wc_world *world, struct wc_world_axis *axis);

/* policy/site/samples.c: texts that stand for all. False and `err` as wc_world_make. */
bool wc_atoms_of_texts(wc_arena *arena, const struct wc_world *world, struct wc_world_axis *axis, struct wc_err *err);

/* The registry, repository or tag of a reference that is written out: "REGISTRY/PATH:TAG"; or the whole. */
struct wc_axis_text wc_reference_part(enum wc_axis_id axis, struct wc_axis_text reference);

/* Is it one of the axes that ask the image's reference? */
static inline bool
wc_axis_of_reference(enum wc_axis_id id)
{
	return id == WC_AXIS_IMAGE_REFERENCE || id == WC_AXIS_IMAGE_REGISTRY || id == WC_AXIS_IMAGE_REPOSITORY || id == WC_AXIS_IMAGE_TAG;
}

#endif
