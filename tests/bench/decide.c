/* Benchmark: one decision with reasons, remedies and authorities, facts already in memory (docs/performance.md). */
#include "base/arena.h"
#include "policy/builtin.h"
#include "policy/decide.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { PAIRS = 1024, MOST_ROUNDS = 100000 };

static double
seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* A fixed sequence: the same facts in every run. */
static uint32_t
next(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static void
fill(const struct wc_program *p, struct wc_host *hosts, struct wc_image *images, struct wc_request *requests)
{
	uint32_t state = 1;
	for (size_t i = 0; i < PAIRS; i++) {
		const struct wc_release *h = &p->releases[next(&state) % p->release_count];
		const struct wc_release *m = &p->releases[next(&state) % p->release_count];
		hosts[i] = (struct wc_host){.name = "bench", .os = WC_OS_WINDOWS, .arch = WC_AMD64, .product = h->product, .hyperv = (uint8_t)(next(&state) % 3)};
		hosts[i].version = (struct wc_version){10, 0, h->build, (int32_t)(next(&state) % 5000)};
		images[i] = (struct wc_image){.reference = "bench", .os = WC_OS_WINDOWS, .arch = WC_AMD64, .family = (uint8_t)(next(&state) % 3)};
		images[i].version = (struct wc_version){10, 0, m->build, (int32_t)(next(&state) % 5000)};
		requests[i] = (struct wc_request){.isolation = (uint8_t)(next(&state) % 4), .purpose = (uint8_t)(next(&state) % 4)};
	}
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

int
main(int argc, char **argv)
{
	size_t rounds = argc > 1 ? strtoul(argv[1], NULL, 10) : 2000;
	wc_arena *arena = wc_arena_new();
	struct wc_host *hosts = wc_array(arena, struct wc_host, PAIRS);
	struct wc_image *images = wc_array(arena, struct wc_image, PAIRS);
	struct wc_request *requests = wc_array(arena, struct wc_request, PAIRS);
	const struct wc_view *view;
	struct wc_verdict verdict;
	struct wc_err err;
	if (rounds == 0 || rounds > MOST_ROUNDS) {
		fprintf(stderr, "usage: bench-decide [ROUNDS], at most %d\n", MOST_ROUNDS);
		return 2;
	}
	double start = seconds();
	if (!wc_view_make_tabulated(arena, &wc_builtin_program, NULL, 0, &view, &err)) {
		fprintf(stderr, "bench-decide: %s\n", err.text);
		return 2;
	}
	double tabulated = seconds();
	fill(&wc_builtin_program, hosts, images, requests);
	unsigned long sum = 0; /* printed, so that no decision can be optimised away */
	double *round = wc_array(arena, double, rounds);
	for (size_t r = 0; r < rounds; r++) {
		double first = seconds();
		for (size_t i = 0; i < PAIRS; i++) {
			wc_decide(view, &hosts[i], &images[i], &requests[i], &verdict);
			sum += verdict.decision + verdict.reason_count + verdict.remedy_count;
		}
		round[r] = (seconds() - first) / PAIRS * 1e9;
	}
	qsort(round, rounds, sizeof(*round), by_size);
	printf("table-made %.2f ms\n", (tabulated - start) * 1e3);
	printf("decision-shortest %.1f ns\n", round[0]);
	printf("decision-median %.1f ns\n", round[rounds / 2]);
	printf("decisions-per-second %.0f 1/s\n", 1e9 / round[rounds / 2]);
	fprintf(stderr, "checksum %lu\n", sum);
	wc_arena_free(arena);
	return 0;
}
