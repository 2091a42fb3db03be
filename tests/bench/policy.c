/* Benchmark: compiling policies of 10 to 10,000 rules, and one decision under them (docs/performance.md). */
#include "base/arena.h"
#include "base/text.h"
#include "format/tree.h"
#include "policy/builtin.h"
#include "policy/decide.h"
#include "policy/site/load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { QUESTIONS = 512, ROUNDS = 200, PATTERNS = 10 };

static double
seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* A fixed sequence: the same rules and facts in every run. */
static uint32_t
next(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

/* What one rule asks, as a site's rules do: a team's facts, and a few more; a tenth is for all. More rules are more teams. */
static void
add_condition(struct wc_text *out, size_t i, size_t teams, bool patterns, uint32_t *state)
{
	static const char *const families[] = {"nanoserver", "servercore", "server"}, *const purposes[] = {"test", "production"};
	const struct wc_program *p = &wc_builtin_program;
	unsigned build = p->releases[next(state) % p->release_count].build;
	if (i % 10 || i >= 100)
		wc_text_printf(out, "request.namespace: [team-%u, team-%u], ", next(state) % (unsigned)teams, next(state) % (unsigned)teams);
	switch (i % 5) {
	case 0:
		wc_text_printf(out, "image.build: \"< %u\", host.build: \">= %u\", image.family: %s", build, build, families[next(state) % 3]);
		break;
	case 1:
		wc_text_printf(out, "host.osVersion: \">= 10.0.%u.%u\", request.purpose: %s", build, next(state) % 5000, purposes[next(state) % 2]);
		break;
	case 2:
		wc_text_printf(out, "image.revision: \"> host.revision\", image.build: %u, host.hyperv: yes", build);
		break;
	case 3:
		wc_text_printf(out, "any: [{image.supportDays: \"< %u\"}, {host.edition: home}], host.product: client", next(state) % 900);
		break;
	default:
		if (patterns)
			wc_text_printf(out, "image.reference: {matches: \"^mcr[.]team%zu/.*:(ltsc|v)[0-9]+$\"}, image.build: %u", i / 5 % PATTERNS, build);
		else
			wc_text_printf(out, "image.family: {not: %s}, image.build: %u", families[next(state) % 3], build);
	}
}

static const char *
policy_text(wc_arena *arena, size_t rules, bool patterns)
{
	static const char *const effects[] = {"refuse", "warn", "{require: hyperv}", "{prefer: process}", "annotate"};
	struct wc_text out = {.arena = arena};
	uint32_t state = 7;
	wc_text_addz(&out, "format: 1\nrules:\n");
	for (size_t i = 0; i < rules; i++) {
		wc_text_printf(&out, "  - {id: RULE-%05zu, effect: %s, why: because, when: {", i, effects[next(&state) % 5]);
		add_condition(&out, i, rules / 10 + 1, patterns, &state);
		wc_text_addz(&out, "}}\n");
	}
	return wc_text_string(&out);
}

struct questions {
	struct wc_host host[QUESTIONS];
	struct wc_image image[QUESTIONS];
	struct wc_request request[QUESTIONS];
};

static void
fill(wc_arena *arena, struct questions *q, size_t rules)
{
	const struct wc_program *p = &wc_builtin_program;
	uint32_t state = 1;
	for (size_t i = 0; i < QUESTIONS; i++) {
		const struct wc_release *h = &p->releases[next(&state) % p->release_count], *m = &p->releases[next(&state) % p->release_count];
		q->host[i] = (struct wc_host){.name = "bench", .os = WC_OS_WINDOWS, .arch = WC_AMD64, .product = h->product, .hyperv = (uint8_t)(next(&state) % 3),
		                              .edition = WC_PRO, .version = {10, 0, h->build, (int32_t)(next(&state) % 5000)}};
		q->image[i] = (struct wc_image){.os = WC_OS_WINDOWS, .arch = WC_AMD64, .family = (uint8_t)(1 + next(&state) % 3), .tag = "ltsc2022",
		                                .repository = wc_printf(arena, "mcr.team%u/app", next(&state) % 20), .version = {10, 0, m->build, (int32_t)(next(&state) % 5000)}};
		q->image[i].reference = wc_printf(arena, "%s:ltsc2022", q->image[i].repository);
		q->request[i] = (struct wc_request){.isolation = (uint8_t)(next(&state) % 4), .purpose = (uint8_t)(next(&state) % 4), .today = 20261125,
		                                    .name_space = wc_printf(arena, "team-%u", next(&state) % (unsigned)(rules / 10 + 1))};
	}
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* The median time of one decision; every text was seen before. */
static double
decide(const struct wc_view *view, const struct questions *q)
{
	static double round[ROUNDS];
	struct wc_verdict verdict;
	unsigned long sum = 0; /* printed, so that no decision can be optimised away */
	for (size_t r = 0; r < ROUNDS; r++) {
		double first = seconds();
		for (size_t i = 0; i < QUESTIONS; i++) {
			wc_decide(view, &q->host[i], &q->image[i], &q->request[i], &verdict);
			sum += verdict.decision + verdict.warning_count;
		}
		round[r] = (seconds() - first) / QUESTIONS * 1e9;
	}
	fprintf(stderr, "checksum %lu\n", sum);
	qsort(round, ROUNDS, sizeof(*round), by_size);
	return round[ROUNDS / 2];
}

/* Kilobytes of this process, the highest so far. */
static long
peak(void)
{
	char line[256];
	long kilobytes = 0;
	FILE *status = fopen("/proc/self/status", "r");
	while (status && fgets(line, sizeof(line), status))
		if (sscanf(line, "VmHWM: %ld", &kilobytes) == 1)
			break;
	if (status)
		fclose(status);
	return kilobytes;
}

static void
measure(size_t rules, bool patterns, struct questions *q)
{
	wc_arena *arena = wc_arena_new();
	fill(arena, q, rules);
	const struct wc_node *documents;
	const struct wc_program *program;
	const struct wc_view *view;
	struct wc_err err;
	struct wc_diags diags = {.arena = arena};
	const char *text = policy_text(arena, rules, patterns), *kind = patterns ? "patterns-" : "";
	double start = seconds();
	if (!wc_yaml_read(arena, "bench", text, strlen(text), &documents, &err))
		exit(2);
	double parsed = seconds();
	struct wc_policy_file file = {"bench", "", documents->child};
	if (!wc_site_load(arena, &wc_builtin_program, &file, 1, "en", &program, &diags) || !wc_view_make_tabulated(arena, program, NULL, 0, &view, &err)) {
		fprintf(stderr, "bench-policy: %s\n", diags.first ? diags.first->text : err.text);
		exit(2);
	}
	double compiled = seconds();
	printf("policy-%s%zu-read %.2f ms\n", kind, rules, (parsed - start) * 1e3);
	printf("policy-%s%zu-compile %.2f ms\n", kind, rules, (compiled - parsed) * 1e3);
	printf("policy-%s%zu-decision %.1f ns\n", kind, rules, decide(view, q));
	printf("policy-%s%zu-peak %ld KB\n", kind, rules, peak());
	wc_arena_free(arena);
}

int
main(int argc, char **argv)
{
	wc_arena *arena = wc_arena_new();
	struct questions *q = wc_alloc(arena, sizeof(*q));
	static const size_t rules[] = {10, 100, 1000, 10000};
	if (argc == 3) { /* one size alone, for its memory: RULES PATTERNS */
		measure(strtoul(argv[1], NULL, 10), strcmp(argv[2], "patterns") == 0, q);
		return 0;
	}
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		measure(rules[i], false, q);
	measure(1000, true, q);
	wc_arena_free(arena);
	return 0;
}
