/* Plans: what Hyper-V isolation costs where images change to it: what their hosts' engines set aside for each container. */
#include "app/fleet.h"

static const struct wc_isolation_cost *
cost_of(const struct wc_program *program, unsigned engine)
{
	for (size_t i = 0; i < program->isolation_cost_count; i++)
		if (program->isolation_costs[i].engine == engine)
			return &program->isolation_costs[i];
	return NULL;
}

/* Counts the hosts of a class to those of its engine. */
static void
add_hosts(struct wc_plan_cost *cost, const struct wc_program *program, const struct wc_fleet_class *class)
{
	unsigned kind = class->host->engine.kind;
	size_t at = 0;
	while (at < cost->engine_count && cost->engine[at].kind != kind)
		at++;
	if (at == WC_PLAN_ENGINES)
		return;
	if (at == cost->engine_count)
		cost->engine[cost->engine_count++] = (struct wc_plan_engine){.kind = (uint8_t)kind, .each = cost_of(program, kind)};
	cost->engine[at].hosts += class->members;
}

struct wc_plan_cost
wc_fleet_cost(wc_arena *arena, const struct wc_program *program, const struct wc_fleet_plan *plan)
{
	const struct wc_fleet_matrix *m = &plan->before;
	struct wc_plan_cost cost = {0};
	bool *host_counts = wc_array(arena, bool, m->host_count + 1);
	for (size_t i = 0; i < m->image_count; i++) {
		bool changes = false;
		for (size_t h = 0; h < m->host_count; h++) {
			size_t k = h * m->image_count + i;
			bool here = m->lot[k] == WC_LOT_PROCESS && plan->after.lot[k] == WC_LOT_HYPERV;
			host_counts[h] |= here;
			changes |= here;
		}
		cost.images += changes ? m->images[i].members : 0;
		cost.uncounted += changes ? m->images[i].uncounted : 0;
		cost.workloads += changes ? m->images[i].uses : 0;
	}
	for (size_t h = 0; h < m->host_count; h++)
		if (host_counts[h])
			add_hosts(&cost, program, &plan->hosts_after[h]);
	return cost;
}
