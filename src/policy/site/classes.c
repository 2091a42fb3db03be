/* Classes: walking the paths of a diagram; a situation for each by trying atoms until all fit. */
#include "policy/site/classes.h"

#include "policy/site/number.h"

#include <string.h>

enum { MOST_COUNTED = 1000000 };

/* The way from the root to a node: what was answered on each axis (NULL: it was not asked). */
struct path {
	const struct wc_branch *at[WC_MOST_WORLD_AXES];
};

static const char *
stretch(wc_arena *arena, const struct wc_axis *axis, int64_t low, int64_t high)
{
	const char *from = wc_number_print(arena, axis, low);
	if (low == high)
		return from;
	return wc_printf(arena, "%s-%s", from, wc_number_print(arena, axis, high));
}

/* Words stay apart; numbers that touch are one stretch. */
static size_t
print_numbers(wc_arena *arena, const struct wc_world_axis *axis, const uint16_t *atoms, size_t count, const char **ret)
{
	const struct wc_axis *kind = &wc_axes[axis->id];
	size_t n = 0;
	for (size_t i = 0; i < count;) {
		int64_t low = axis->atoms[atoms[i]].low, high = axis->atoms[atoms[i]].high;
		bool words = kind->kind == WC_AXIS_WORDS, unknown = low == WC_VALUE_UNKNOWN;
		for (i++; i < count && !words && !unknown && axis->atoms[atoms[i]].low == high + 1; i++)
			high = axis->atoms[atoms[i]].high;
		ret[n++] = unknown ? "unknown" : words ? wc_number_print(arena, kind, low) : stretch(arena, kind, low, high);
	}
	return n;
}

static const char *
text_of(const struct wc_atom *atom)
{
	return atom->text.bytes ? atom->text.bytes : atom->text.known ? "(none)" : "unknown";
}

struct wc_fact_values
wc_atoms_print(wc_arena *arena, const struct wc_world_axis *axis, const uint16_t *atoms, size_t count)
{
	const char **value = wc_array(arena, const char *, count + 1);
	struct wc_fact_values values = {axis->name, value, count};
	if (wc_axes[axis->id].kind != WC_AXIS_TEXTS)
		values.count = print_numbers(arena, axis, atoms, count, value);
	else
		for (size_t i = 0; i < count; i++)
			value[i] = text_of(&axis->atoms[atoms[i]]);
	return values;
}

/* What a point's atom comes to once it stands beside the others: how builds stand moves them inside their atom. */
static const char *
value_at(wc_arena *arena, const struct wc_world_axis *axis, const struct wc_atom *atom, const struct wc_world_facts *f)
{
	switch (axis->id) {
	case WC_AXIS_HOST_BUILD: return f->host.version.build ? wc_printf(arena, "%u", f->host.version.build) : "unknown";
	case WC_AXIS_IMAGE_BUILD: return f->image.version.build ? wc_printf(arena, "%u", f->image.version.build) : "unknown";
	case WC_AXIS_HOST_REVISION: return f->host.version.revision >= 0 ? wc_printf(arena, "%d", f->host.version.revision) : "unknown";
	case WC_AXIS_IMAGE_REVISION: return f->image.version.revision >= 0 ? wc_printf(arena, "%d", f->image.version.revision) : "unknown";
	default: return wc_axes[axis->id].kind == WC_AXIS_TEXTS ? text_of(atom) : wc_number_print(arena, &wc_axes[axis->id], atom->low);
	}
}

const struct wc_fact_values *
wc_point_print(wc_arena *arena, const struct wc_world *w, const struct wc_point *point, size_t *ret_count)
{
	struct wc_fact_values *all = wc_array(arena, struct wc_fact_values, w->axis_count + 1);
	struct wc_world_facts f;
	size_t n = 0;
	wc_basis_facts(w, point, &f);
	for (size_t i = 0; i < w->axis_count; i++) {
		enum wc_axis_id id = w->axes[i].id;
		bool follows = id == WC_AXIS_BUILDS || id == WC_AXIS_REVISIONS || id == WC_AXIS_HOST_SUPPORT || id == WC_AXIS_IMAGE_SUPPORT;
		if (point->atom[i] == WC_NOT_CHOSEN || follows)
			continue;
		const char **value = wc_array(arena, const char *, 1);
		*value = value_at(arena, &w->axes[i], &w->axes[i].atoms[point->atom[i]], &f);
		all[n++] = (struct wc_fact_values){w->axes[i].name, value, 1};
	}
	*ret_count = n;
	return all;
}

/* Chooses atoms from `place` on that fit the path and one another; an axis that the path does not ask stays open where it can. */
static bool
complete(const struct wc_world *w, const struct path *path, size_t place, struct wc_point *point)
{
	if (place == w->axis_count)
		return true;
	const struct wc_branch *b = path->at[place];
	size_t most = b ? b->atom_count : w->axes[place].atom_count;
	point->atom[place] = WC_NOT_CHOSEN;
	if (!b && complete(w, path, place + 1, point))
		return true;
	for (size_t i = 0; i < most; i++) {
		size_t atom = b ? b->atoms[i] : i;
		if (!wc_basis_allows(w, point, place, atom))
			continue;
		point->atom[place] = (int16_t)atom;
		if (complete(w, path, place + 1, point))
			return true;
		point->atom[place] = WC_NOT_CHOSEN;
	}
	return false;
}

struct wc_site_answer
wc_ask_at(wc_arena *arena, const struct wc_world *w, unsigned side, const struct wc_point *point)
{
	const struct wc_site *site = w->side[side].site;
	struct wc_world_facts f;
	size_t words = site ? site->words : 0;
	wc_bits *sets = wc_array(arena, wc_bits, 3 * words + 1);
	struct wc_site_answer answer = {.yes = sets, .maybe = sets + words, .skipped = sets + 2 * words};
	wc_basis_facts(w, point, &f);
	if (site)
		wc_site_ask(site, &(struct wc_situation){w->view->program, &f.host, &f.image, &f.request}, w->side[side].alive, &answer);
	return answer;
}

/* Does a rule of that id speak on the side, in the same way? */
static bool
speaks(const struct wc_world *w, unsigned side, const struct wc_site_answer *answer, const char *id, bool maybe)
{
	const struct wc_site *site = w->side[side].site;
	for (size_t i = 0; site && i < site->arm_count; i++) {
		const wc_bits *set = maybe ? answer->maybe : answer->yes;
		if ((set[i / WC_BITS] >> i % WC_BITS & 1) && strcmp(site->rules[site->arms[i].rule].id, id) == 0)
			return true;
	}
	return false;
}

/* Rules that speak on one side and not, or not in the same way, on the other; where there are none, all that speak. */
static size_t
responsible(wc_arena *arena, const struct wc_world *w, const struct wc_point *point, bool all, const char **ids)
{
	struct wc_site_answer answer[WC_SIDES] = {wc_ask_at(arena, w, WC_OLD, point), wc_ask_at(arena, w, WC_NEW, point)};
	size_t n = 0;
	for (unsigned s = 0; s < WC_SIDES; s++) {
		const struct wc_site *site = w->side[s].site;
		for (size_t i = 0; site && i < site->arm_count; i++) {
			bool yes = answer[s].yes[i / WC_BITS] >> i % WC_BITS & 1, maybe = answer[s].maybe[i / WC_BITS] >> i % WC_BITS & 1;
			if (!yes && !maybe)
				continue;
			const char *id = site->rules[site->arms[i].rule].id;
			size_t k = 0;
			while (k < n && strcmp(ids[k], id) != 0)
				k++;
			if (k == n && (all || !speaks(w, !s, &answer[!s], id, maybe)))
				ids[n++] = id;
		}
	}
	return n;
}

static void
add_rules(struct wc_class_list *list, const struct wc_world *w, const struct wc_point *point, struct wc_policy_class *class)
{
	const char **ids = wc_array(list->arena, const char *, w->arm_count + 1);
	class->rule_count = responsible(list->arena, w, point, false, ids);
	if (class->rule_count == 0)
		class->rule_count = responsible(list->arena, w, point, true, ids);
	class->rules = ids;
}

static struct wc_policy_class *
new_class(struct wc_class_list *list)
{
	if (list->count == list->room) {
		list->room = list->room ? list->room * 2 : 16;
		struct wc_policy_class *more = wc_array(list->arena, struct wc_policy_class, list->room);
		if (list->count)
			memcpy(more, list->item, list->count * sizeof(*more));
		list->item = more;
	}
	return &list->item[list->count++];
}

static void
add_class(struct wc_class_list *list, const struct wc_world *w, const struct path *path, const struct wc_diagram *leaf,
          const struct wc_point *point, const char *remark)
{
	struct wc_policy_class *class = new_class(list);
	struct wc_fact_values *when = wc_array(list->arena, struct wc_fact_values, w->axis_count + 1);
	*class = (struct wc_policy_class){.when = when, .remark = remark};
	for (size_t i = 0; i < w->axis_count; i++)
		if (path->at[i])
			when[class->when_count++] = wc_atoms_print(list->arena, &w->axes[i], path->at[i]->atoms, path->at[i]->atom_count);
	class->before = remark ? (leaf->verdict[WC_OLD].decision == WC_REFUSE ? "yes" : "no") : wc_outcome_print(leaf->verdict[WC_OLD]);
	class->after = remark ? (leaf->verdict[WC_NEW].decision == WC_REFUSE ? "yes" : "no") : wc_outcome_print(leaf->verdict[WC_NEW]);
	class->witness = wc_point_print(list->arena, w, point, &class->witness_count);
	add_rules(list, w, point, class);
}

/* A path that some situation takes: what follows from other facts rules out the rest. */
static void
end_of_path(struct wc_class_list *list, const struct wc_world *w, const struct path *path, const struct wc_diagram *leaf, const char *remark)
{
	struct wc_point point;
	for (size_t i = 0; i < WC_MOST_WORLD_AXES; i++)
		point.atom[i] = WC_NOT_CHOSEN; /* what is chosen later is looked at, too */
	if (!complete(w, path, 0, &point))
		return;
	list->all++;
	if (list->points && list->point_count < list->most)
		list->points[list->point_count++] = point;
	else if (!list->points && list->count < list->most)
		add_class(list, w, path, leaf, &point, remark);
}

static void
follow(struct wc_class_list *list, const struct wc_world *w, struct path *path, const struct wc_diagram *node, const char *remark)
{
	if (!node || list->all == MOST_COUNTED)
		return;
	if (node->place == w->axis_count) {
		end_of_path(list, w, path, node, remark);
		return;
	}
	for (size_t i = 0; i < node->branch_count; i++) {
		path->at[node->place] = &node->branches[i];
		follow(list, w, path, node->branches[i].to, remark);
	}
	path->at[node->place] = NULL;
}

void
wc_classes_add(struct wc_class_list *list, const struct wc_world *world, const struct wc_diagram *diagram, const char *remark)
{
	struct path path = {{NULL}};
	follow(list, world, &path, diagram, remark);
}

void
wc_classes_walk(struct wc_class_list *list, const struct wc_world *world, const struct wc_diagram *diagram)
{
	struct path path = {{NULL}};
	list->points = wc_array(list->arena, struct wc_point, list->most);
	follow(list, world, &path, diagram, NULL);
}
