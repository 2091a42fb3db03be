/* Plans: what changes, what has to be built anew, and whose support ends. */
#include "app/answer.h"
#include "app/fleet.h"

#include <stdlib.h>
#include <string.h>

static bool
runs(unsigned lot)
{
	return lot == WC_LOT_PROCESS || lot == WC_LOT_HYPERV;
}

static enum wc_change
change_of(unsigned before, unsigned after)
{
	if (after == WC_LOT_UNKNOWN)
		return before == WC_LOT_UNKNOWN ? WC_CHANGE_NEVER : WC_CHANGE_UNKNOWN;
	if (runs(after))
		return before == after ? WC_CHANGE_KEEPS : runs(before) ? WC_CHANGE_MODE : WC_CHANGE_STARTS;
	return runs(before) ? WC_CHANGE_STOPS : WC_CHANGE_NEVER;
}

/* A cell with the pairs behind it, to be put in order. */
struct weighed {
	struct wc_plan_cell cell;
	uint64_t pairs;
};

static int
most_pairs_first(const void *a, const void *b)
{
	const struct weighed *x = a, *y = b;
	if (x->cell.change != y->cell.change)
		return x->cell.change < y->cell.change ? -1 : 1;
	if (x->pairs != y->pairs)
		return x->pairs > y->pairs ? -1 : 1;
	if (x->cell.host != y->cell.host)
		return x->cell.host < y->cell.host ? -1 : 1;
	return (x->cell.image > y->cell.image) - (x->cell.image < y->cell.image);
}

static void
list_cells(wc_arena *arena, struct wc_fleet_plan *plan)
{
	const struct wc_fleet_matrix *m = &plan->before;
	size_t count = 0, all = m->host_count * m->image_count;
	for (size_t k = 0; k < all; k++)
		count += plan->before.lot[k] != plan->after.lot[k];
	struct weighed *weighed = wc_array(arena, struct weighed, count + 1);
	struct wc_plan_cell *cells = wc_array(arena, struct wc_plan_cell, count + 1);
	for (size_t k = 0; k < all; k++) {
		unsigned before = plan->before.lot[k], after = plan->after.lot[k], change = change_of(before, after);
		size_t host = k / m->image_count, image = k % m->image_count;
		uint64_t pairs = (uint64_t)m->hosts[host].members * m->images[image].members;
		plan->pairs[change] += pairs;
		if (before != after)
			weighed[plan->cell_count++] = (struct weighed){{(uint32_t)host, (uint32_t)image, (uint8_t)before, (uint8_t)after, (uint8_t)change}, pairs};
	}
	if (count)
		qsort(weighed, count, sizeof(*weighed), most_pairs_first);
	for (size_t k = 0; k < count; k++)
		cells[k] = weighed[k].cell;
	plan->cells = cells;
}

/* An image class that has to be built anew, to be put in order. */
struct waiting {
	struct wc_plan_image image;
	int64_t uses;
	size_t members;
};

static int
most_waiting_first(const void *a, const void *b)
{
	const struct waiting *x = a, *y = b;
	if (x->uses != y->uses)
		return x->uses > y->uses ? -1 : 1;
	if (x->members != y->members)
		return x->members > y->members ? -1 : 1;
	return (x->image.image > y->image.image) - (x->image.image < y->image.image);
}

/* Why the image stops, and what to do instead: on the first host class on which it does. */
static struct wc_answer
why(wc_arena *arena, const struct wc_fleet_views *views, const struct wc_fleet_plan *plan, size_t host, size_t image)
{
	struct wc_gathered *given = wc_alloc(arena, sizeof(*given));
	struct wc_answer answer;
	given->image = *plan->before.images[image].image;
	wc_answer_make(&(struct wc_answering){arena, views->after, false}, plan->hosts_after[host].host, given, &views->request, &answer);
	return answer;
}

static void
list_rebuild(wc_arena *arena, const struct wc_fleet_views *views, struct wc_fleet_plan *plan)
{
	const struct wc_fleet_matrix *m = &plan->before;
	struct waiting *waiting = wc_array(arena, struct waiting, m->image_count + 1);
	struct wc_plan_image *rebuild = wc_array(arena, struct wc_plan_image, m->image_count + 1);
	for (size_t i = 0; i < m->image_count; i++) {
		struct waiting w = {{.image = (uint32_t)i, .nowhere = true}, m->images[i].uses, m->images[i].members};
		size_t first = SIZE_MAX;
		for (size_t h = 0; h < m->host_count; h++) {
			size_t k = h * m->image_count + i;
			bool stops = change_of(m->lot[k], plan->after.lot[k]) == WC_CHANGE_STOPS;
			first = stops && first == SIZE_MAX ? h : first;
			w.image.hosts += stops ? m->hosts[h].members : 0;
			w.image.nowhere &= !runs(plan->after.lot[k]);
		}
		if (first == SIZE_MAX)
			continue;
		w.image.answer = why(arena, views, plan, first, i);
		waiting[plan->rebuild_count++] = w;
	}
	if (plan->rebuild_count)
		qsort(waiting, plan->rebuild_count, sizeof(*waiting), most_waiting_first);
	for (size_t k = 0; k < plan->rebuild_count; k++)
		rebuild[k] = waiting[k].image;
	plan->rebuild = rebuild;
}

static int
nearest_first(const void *a, const void *b)
{
	const struct wc_plan_end *x = a, *y = b;
	if (x->end != y->end)
		return x->end < y->end ? -1 : 1;
	return (x->release > y->release) - (x->release < y->release);
}

/* Releases that hosts will have, or images stand on, and that end before the day. */
static void
list_ends(wc_arena *arena, const struct wc_program *program, struct wc_fleet_plan *plan)
{
	struct wc_plan_end *ends = wc_array(arena, struct wc_plan_end, program->release_count + 1);
	for (size_t r = 0; r < program->release_count; r++) {
		const struct wc_release *release = &program->releases[r];
		struct wc_plan_end end = {.release = release, .end = release->extended_end ? release->extended_end : release->mainstream_end};
		if (!end.end || end.end >= plan->ends_before)
			continue;
		for (size_t h = 0; h < plan->before.host_count; h++) {
			const struct wc_host *host = plan->hosts_after[h].host;
			end.hosts += host->version.build && wc_release_find(program, host->version.build, host->product) == r ? plan->before.hosts[h].members : 0;
		}
		for (size_t i = 0; i < plan->before.image_count; i++) {
			uint32_t build = plan->before.images[i].image->version.build;
			end.images += build && wc_release_find(program, build, WC_PRODUCT_UNKNOWN) == r ? plan->before.images[i].members : 0;
		}
		if (end.hosts || end.images)
			ends[plan->end_count++] = end;
	}
	if (plan->end_count)
		qsort(ends, plan->end_count, sizeof(*ends), nearest_first);
	plan->ends = ends;
}

struct wc_fleet_plan
wc_fleet_plan_make(wc_arena *arena, const struct wc_program *program, const struct wc_fleet *fleet, const struct wc_fleet_views *views, wc_date ends_before)
{
	struct wc_fleet_plan plan = {.before = wc_fleet_classes(arena, fleet, views), .ends_before = ends_before};
	struct wc_fleet_class *after = wc_array(arena, struct wc_fleet_class, plan.before.host_count + 1);
	for (size_t h = 0; h < plan.before.host_count; h++) {
		struct wc_host *host = wc_alloc(arena, sizeof(*host));
		*host = wc_fleet_upgraded(&views->upgrade, plan.before.hosts[h].host);
		after[h] = plan.before.hosts[h];
		after[h].host = host;
	}
	plan.hosts_after = after;
	plan.after = plan.before;
	wc_fleet_judge(arena, views->before, &views->request, NULL, &plan.before);
	wc_fleet_judge(arena, views->after, &views->request, &views->upgrade, &plan.after);
	list_cells(arena, &plan);
	list_rebuild(arena, views, &plan);
	list_ends(arena, program, &plan);
	plan.cost = wc_fleet_cost(arena, program, &plan);
	return plan;
}
