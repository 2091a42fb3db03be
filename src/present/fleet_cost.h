/* What Hyper-V isolation costs, for the presenters of plans. */
#ifndef WC_PRESENT_FLEET_COST_H
#define WC_PRESENT_FLEET_COST_H

#include "base/text.h"
#include "format/json_write.h"
#include "present/fleet.h"

/* A section of a plan's text; nothing where no image changes to Hyper-V isolation. */
void wc_present_cost_text(struct wc_text *out, wc_arena *arena, const struct wc_plan_cost *cost);

/* The same as a map under `key`. */
void wc_json_cost(struct wc_json_out *out, const char *key, const struct wc_plan_cost *cost);

/* What the hosts of that engine set aside for a container; NULL where that is not known. */
const struct wc_isolation_cost *wc_cost_on(const struct wc_plan_cost *cost, unsigned engine);

/* `each` for so many containers as a number, "unknown" where it is 0. Owned by `arena`. */
const char *wc_cost_times(wc_arena *arena, uint32_t each, int64_t containers);

#endif
