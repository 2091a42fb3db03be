/*
 * bench-fleet: 130,000 hosts of 40 kinds × images of 5,000 versions and 200 families, from 10³ to 10⁶ of them, in memory: a whole plan from
 * one release to the next. Prints `name value unit`. The same fleet in every run.
 */
#include "app/fleet.h"
#include "app/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

enum { HOSTS = 130000, KINDS = 40, VERSIONS = 5000, FAMILIES = 200 };

static uint32_t state = 11;

static uint32_t
next(uint32_t below)
{
	state = state * 1664525u + 1013904223u;
	return (state >> 8) % below;
}

static double
seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static const uint32_t builds[] = {14393, 17763, 20348, 26100};

/* Facts of the kinds of hosts. */
static void
make_hosts(wc_arena *arena, struct wc_fleet_side *side)
{
	side->fact_count = KINDS;
	side->host = wc_array(arena, struct wc_host, KINDS);
	for (uint32_t i = 0; i < KINDS; i++) {
		struct wc_host *h = &side->host[i];
		*h = (struct wc_host){.os = WC_OS_WINDOWS, .product = WC_SERVER, .arch = WC_AMD64, .sandbox = WC_VERSION_UNKNOWN, .hyperv = (uint8_t)(i % 3)};
		h->version = (struct wc_version){10, 0, builds[i % 4], (int32_t)next(6000)};
		h->engine.kind = i % 2 ? WC_CONTAINERD : WC_MOBY;
		h->engine.is_cri = i % 2;
		h->engine.version = i % 2 ? (struct wc_engine_version){1, 6 + i % 2, next(30), true} : (struct wc_engine_version){24 + i % 5, 0, next(9), true};
	}
}

/* Facts of images: a version and a family of bases for each application's. */
static void
make_images(wc_arena *arena, struct wc_fleet_side *side)
{
	side->fact_count = VERSIONS;
	side->image = wc_array(arena, struct wc_image, VERSIONS);
	for (uint32_t i = 0; i < VERSIONS; i++) {
		struct wc_image *m = &side->image[i];
		*m = (struct wc_image){.os = WC_OS_WINDOWS, .arch = WC_AMD64, .family = (uint8_t)(1 + i % FAMILIES % 3)};
		m->version = (struct wc_version){10, 0, builds[next(4)], (int32_t)next(6000)};
		m->from.of[WC_IMAGE_OS] = m->from.of[WC_IMAGE_OS_VERSION] = WC_FROM_CONFIG;
	}
}

static void
make_rows(wc_arena *arena, struct wc_fleet_side *side, size_t count)
{
	side->count = count;
	side->name = wc_array(arena, const char *, count);
	side->facts = wc_array(arena, uint32_t, count);
	side->uses = wc_array(arena, int64_t, count);
	for (size_t i = 0; i < count; i++) {
		side->name[i] = wc_printf(arena, "registry.example.com/team-%zu/app-%zu:1", i % FAMILIES, i);
		side->facts[i] = next((uint32_t)side->fact_count);
		side->uses[i] = next(5);
	}
}

static void
plan(const struct wc_program *program, size_t images)
{
	wc_arena *arena = wc_arena_new();
	struct wc_fleet fleet = {0};
	struct wc_gather how = {.program = program, .offline = true};
	struct wc_host to = {.os = WC_OS_WINDOWS, .product = WC_SERVER, .arch = WC_AMD64, .version = {10, 0, 26100, 1}, .sandbox = WC_VERSION_UNKNOWN};
	struct wc_fleet_views views = {.upgrade.to = &to, .how = &how};
	struct wc_err err;
	make_hosts(arena, &fleet.hosts);
	make_images(arena, &fleet.images);
	make_rows(arena, &fleet.hosts, HOSTS);
	make_rows(arena, &fleet.images, images);
	if (!wc_view_make_tabulated(arena, program, NULL, 0, &views.before, &err))
		abort();
	views.after = views.before;
	double start = seconds();
	struct wc_fleet_plan plan = wc_fleet_plan_make(arena, program, &fleet, &views, 20261231);
	double took = seconds() - start;
	printf("fleet-plan-%zu %.1f ms\n", images, took * 1e3);
	printf("fleet-plan-%zu-classes %zu pairs\n", images, plan.before.host_count * plan.before.image_count);
	printf("fleet-plan-%zu-rate %.3g pairs/s\n", images, (double)HOSTS * (double)images * 2 / took);
	/* One host that changed: its row is answered again, before and after. */
	struct wc_fleet_matrix one = plan.before;
	one.host_count = 1;
	start = seconds();
	wc_fleet_judge(arena, views.before, &views.request, NULL, &one);
	wc_fleet_judge(arena, views.after, &views.request, &views.upgrade, &one);
	printf("fleet-one-host-%zu %.2f ms\n", images, (seconds() - start) * 1e3);
	wc_arena_free(arena);
}

int
main(void)
{
	struct rusage usage;
	for (size_t images = 1000; images <= 1000000; images *= 10)
		plan(wc_program_builtin(), images);
	getrusage(RUSAGE_SELF, &usage);
	printf("fleet-plan-peak %ld KB\n", usage.ru_maxrss);
	return 0;
}
