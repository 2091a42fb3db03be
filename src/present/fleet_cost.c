/* What Hyper-V isolation costs, of a plan: for people and for programs. */
#include "present/fleet_cost.h"

#include <inttypes.h>

const char *
wc_cost_times(wc_arena *arena, uint32_t each, int64_t containers)
{
	return each ? wc_printf(arena, "%" PRId64, (int64_t)each * containers) : "unknown";
}

/* "1024 MB of memory and 2 processors", or what of it is unknown. */
static const char *
each_words(wc_arena *arena, const struct wc_isolation_cost *each)
{
	const char *memory = each->memory ? wc_printf(arena, "%u MB of memory", (unsigned)each->memory) : "an unknown part of its memory";
	if (!each->processors)
		return wc_printf(arena, "%s and an unknown number of processors", memory);
	return wc_printf(arena, "%s and %u processor%s", memory, (unsigned)each->processors, each->processors == 1 ? "" : "s");
}

static void
engine_lines(struct wc_text *out, wc_arena *arena, const struct wc_plan_cost *cost, const struct wc_plan_engine *engine)
{
	wc_text_printf(out, "%zu host%s with %s: ", engine->hosts, engine->hosts == 1 ? "" : "s", engine->kind ? wc_word(&wc_engine_words, engine->kind) : "an engine that is not known");
	if (!engine->each) {
		wc_text_addz(out, "what a container costs there is unknown\n");
		return;
	}
	wc_text_printf(out, "%s are set aside for each container by default", each_words(arena, engine->each));
	if (cost->workloads)
		wc_text_printf(out, "; for %" PRId64 ": + %s MB, + %s processors", cost->workloads, wc_cost_times(arena, engine->each->memory, cost->workloads),
		               wc_cost_times(arena, engine->each->processors, cost->workloads));
	wc_text_addz(out, "\n");
	for (size_t i = 0; i < engine->each->source.count; i++)
		wc_text_printf(out, "  source: %s\n", engine->each->source.item[i]);
}

void
wc_present_cost_text(struct wc_text *out, wc_arena *arena, const struct wc_plan_cost *cost)
{
	if (!cost->images)
		return;
	wc_text_printf(out, "\nCOST OF HYPER-V ISOLATION\n%zu image%s to it", cost->images, cost->images == 1 ? " changes" : "s change");
	if (cost->workloads)
		wc_text_printf(out, "; %" PRId64 " workload%s for them, counted as a container each", cost->workloads, cost->workloads == 1 ? " waits" : "s wait");
	if (cost->uncounted)
		wc_text_printf(out, "; of %zu the inventory counts no workloads", cost->uncounted);
	wc_text_addz(out, "\n");
	for (size_t i = 0; i < cost->engine_count; i++)
		engine_lines(out, arena, cost, &cost->engine[i]);
}

/* A number, or null where it is not known. */
static void
number_or_null(struct wc_json_out *out, const char *key, uint32_t each, int64_t times)
{
	if (each)
		wc_json_number(out, key, (int64_t)each * times);
	else
		wc_json_null(out, key);
}

static void
engine_members(struct wc_json_out *out, const struct wc_plan_cost *cost, const struct wc_plan_engine *engine)
{
	static const struct wc_isolation_cost unknown = {0};
	const struct wc_isolation_cost *each = engine->each ? engine->each : &unknown;
	wc_json_map(out, NULL);
	wc_json_text(out, "engine", wc_word(&wc_engine_words, engine->kind));
	wc_json_number(out, "hosts", (int64_t)engine->hosts);
	number_or_null(out, "memoryMBEach", each->memory, 1);
	number_or_null(out, "processorsEach", each->processors, 1);
	number_or_null(out, "memoryMB", each->memory, cost->workloads);
	number_or_null(out, "processors", each->processors, cost->workloads);
	wc_json_texts(out, "source", each->source.item, each->source.count);
	wc_json_text(out, "note", each->note);
	wc_json_end(out);
}

void
wc_json_cost(struct wc_json_out *out, const char *key, const struct wc_plan_cost *cost)
{
	wc_json_map(out, key);
	wc_json_number(out, "images", (int64_t)cost->images);
	wc_json_number(out, "uncounted", (int64_t)cost->uncounted);
	wc_json_number(out, "workloads", cost->workloads);
	wc_json_list(out, "engines");
	for (size_t i = 0; i < cost->engine_count; i++)
		engine_members(out, cost, &cost->engine[i]);
	wc_json_end(out);
	wc_json_end(out);
}

const struct wc_isolation_cost *
wc_cost_on(const struct wc_plan_cost *cost, unsigned engine)
{
	for (size_t i = 0; i < cost->engine_count; i++)
		if (cost->engine[i].kind == engine)
			return cost->engine[i].each;
	return NULL;
}
