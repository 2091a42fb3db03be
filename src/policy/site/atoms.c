/* Atoms of numbers and words: one for each stretch of values on which neither a rule nor the data change. */
#include "base/limits.h"
#include "model/date.h"
#include "policy/site/world.h"

#include <stdlib.h>
#include <string.h>

/* The places where something changes: each the first value of a new stretch. */
struct cuts {
	wc_arena *arena;
	int64_t *value;
	size_t count, room;
};

static void
cut(struct cuts *c, int64_t value)
{
	if (c->count == c->room) {
		size_t room = c->room ? c->room * 2 : 64;
		int64_t *more = wc_array(c->arena, int64_t, room);
		if (c->count)
			memcpy(more, c->value, c->count * sizeof(*more));
		c->value = more;
		c->room = room;
	}
	c->value[c->count++] = value;
}

static void
cut_around(struct cuts *c, int64_t low, int64_t high)
{
	cut(c, low);
	if (high < INT64_MAX)
		cut(c, high + 1);
}

/* What the arms of both policies say of this axis. */
static void
cut_by_rules(struct cuts *c, const struct wc_world *w, enum wc_axis_id id)
{
	for (unsigned s = 0; s < WC_SIDES; s++) {
		for (size_t i = 0; w->side[s].site && i < w->side[s].site->axis_count; i++) {
			const struct wc_site_axis *axis = &w->side[s].site->axes[i];
			for (size_t k = 0; axis->id == id && k < axis->class_count; k++)
				cut(c, axis->start[k]);
		}
	}
}

static void
cut_builds(struct cuts *c, const struct wc_program *p)
{
	for (size_t i = 0; i < p->release_count; i++)
		cut_around(c, p->releases[i].build, p->releases[i].build);
	for (size_t i = 0; i < p->clause_count; i++) {
		cut_around(c, p->clauses[i].host_builds.low, p->clauses[i].host_builds.high);
		cut_around(c, p->clauses[i].image_builds.low, p->clauses[i].image_builds.high);
	}
	for (size_t i = 0; i < p->selector_count; i++)
		for (size_t k = 0; k < p->selectors[i].floor_count; k++)
			cut_around(c, p->selectors[i].floors[k].low, p->selectors[i].floors[k].low);
	for (size_t i = 0; i < p->variant_count; i++) {
		cut_around(c, p->variants[i].image_build, p->variants[i].image_build);
		for (size_t k = 0; k < p->variants[i].host_build_count; k++)
			cut_around(c, p->variants[i].host_builds[k].low, p->variants[i].host_builds[k].high);
	}
}

static void
cut_revisions(struct cuts *c, const struct wc_program *p)
{
	for (size_t i = 0; i < p->border_count; i++) {
		const struct wc_border *b = &p->borders[i];
		cut(c, (int64_t)b->image_before + 1);
		cut(c, b->image_from);
		cut(c, (int64_t)b->host_before + 1);
		cut(c, b->host_from);
	}
	for (size_t i = 0; i < p->clause_count; i++) {
		cut_around(c, p->clauses[i].host_revision, p->clauses[i].host_revision);
		cut_around(c, p->clauses[i].image_revision, p->clauses[i].image_revision);
	}
}

static void
cut_engine_versions(struct cuts *c, const struct wc_program *p)
{
	for (size_t i = 0; i < p->clause_count; i++) {
		cut(c, wc_engine_version_number(p->clauses[i].engine_from));
		cut(c, wc_engine_version_number(p->clauses[i].engine_below));
	}
	for (size_t i = 0; i < p->selector_count; i++) {
		cut(c, wc_engine_version_number(p->selectors[i].engine_from));
		cut(c, wc_engine_version_number(p->selectors[i].engine_below));
	}
}

/* Days to the end of support change class on days that depend on the release. */
static void
cut_today(struct cuts *c, const struct wc_world *w)
{
	struct cuts days = {.arena = c->arena};
	cut_by_rules(&days, w, WC_AXIS_HOST_SUPPORT);
	cut_by_rules(&days, w, WC_AXIS_IMAGE_SUPPORT);
	for (size_t i = 0; i < w->view->program->release_count; i++) {
		const struct wc_release *r = &w->view->program->releases[i];
		wc_date end = r->extended_end ? r->extended_end : r->mainstream_end;
		for (size_t k = 0; end && k < days.count; k++)
			cut(c, (int64_t)wc_date_days(end) - days.value[k] + 1);
	}
}

static void
cut_axis(struct cuts *c, const struct wc_world *w, enum wc_axis_id id)
{
	cut_by_rules(c, w, id);
	switch (id) {
	case WC_AXIS_HOST_BUILD:
	case WC_AXIS_IMAGE_BUILD: /* both are cut alike, so that how they stand shows from their atoms */
		cut_by_rules(c, w, id == WC_AXIS_HOST_BUILD ? WC_AXIS_IMAGE_BUILD : WC_AXIS_HOST_BUILD);
		cut_builds(c, w->view->program);
		break;
	case WC_AXIS_HOST_REVISION:
	case WC_AXIS_IMAGE_REVISION:
		cut_by_rules(c, w, id == WC_AXIS_HOST_REVISION ? WC_AXIS_IMAGE_REVISION : WC_AXIS_HOST_REVISION);
		cut_revisions(c, w->view->program);
		break;
	case WC_AXIS_HOST_ENGINE_VERSION:
		cut_engine_versions(c, w->view->program);
		break;
	case WC_AXIS_TODAY:
		cut_today(c, w);
		break;
	default:
		break;
	}
}

static int
by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

/* Days are calendar days, builds and revisions numbers that can be written. */
static int64_t
highest(enum wc_axis_id id)
{
	switch (wc_axes[id].form) {
	case WC_FORM_BUILD:
	case WC_FORM_REVISION:
		return WC_LIMIT_VERSION_PART;
	case WC_FORM_DATE:
		return wc_date_days(99991231);
	default:
		return wc_axis_highest(id);
	}
}

static int64_t
lowest(enum wc_axis_id id)
{
	return wc_axes[id].form == WC_FORM_DATE ? wc_date_days(10101) : wc_axis_lowest(id);
}

/* Every word is an atom of its own. */
static void
cut_words(struct cuts *c, enum wc_axis_id id)
{
	for (int64_t v = wc_axis_lowest(id); v <= wc_axis_highest(id); v++)
		cut(c, v);
}

void
wc_atoms_of_numbers(wc_arena *arena, const struct wc_world *w, struct wc_world_axis *axis)
{
	struct cuts c = {.arena = arena};
	int64_t low = lowest(axis->id), high = highest(axis->id);
	cut(&c, low);
	if (wc_axes[axis->id].kind == WC_AXIS_WORDS)
		cut_words(&c, axis->id);
	else
		cut_axis(&c, w, axis->id);
	qsort(c.value, c.count, sizeof(*c.value), by_number);
	struct wc_atom *atoms = wc_array(arena, struct wc_atom, c.count + 1);
	size_t n = 0;
	for (size_t i = 0; i < c.count; i++) {
		if (c.value[i] < low || c.value[i] > high || (n && atoms[n - 1].low == c.value[i]))
			continue;
		if (n)
			atoms[n - 1].high = c.value[i] - 1;
		atoms[n++] = (struct wc_atom){.low = c.value[i], .high = high};
	}
	if (axis->id != WC_AXIS_REQUEST_ISOLATION && axis->id != WC_AXIS_REQUEST_PURPOSE)
		atoms[n++] = (struct wc_atom){.low = WC_VALUE_UNKNOWN, .high = WC_VALUE_UNKNOWN};
	axis->atoms = atoms;
	axis->atom_count = n;
}
