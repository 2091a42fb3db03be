/* Prints findings of a made-up scan in any format: real verdicts, at places and under names that the test chooses. */
#include "app/check.h"
#include "base/text.h"
#include "io/digest.h"
#include "policy/builtin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_INPUT = 1 << 20, MOST_NAMES = 4096 };

/* Hosts and images whose verdicts cover every level: see `pairs`. */
static const char *const host_specs[] = {"ws2022", "ws2019,hyperv=yes", "10.0.30000"};
static const char *const image_specs[] = {"mcr.microsoft.com/windows/servercore:ltsc2019",
                                          "mcr.microsoft.com/windows/servercore:ltsc2022", "json:/nonexistent/image.json"};
enum { HOSTS = 3, IMAGES = 3 };

/* The findings of the tame scan. */
static const struct {
	const char *file, *subject;
	size_t line, column;
	unsigned host, image;
	uint8_t role, excuse;
	const char *why;
	bool near_end;
} pairs[] = {
	{"docker/web/Dockerfile", "stage build", 1, 6, 0, 0, WC_USE_BUILD, WC_EXCUSE_NONE, NULL, false},
	{"docker/web/Dockerfile", "stage build", 1, 6, 1, 0, WC_USE_BUILD, WC_EXCUSE_NONE, NULL, false},
	{"docker/web/Dockerfile", "the final stage", 9, 6, 0, 1, WC_USE_RUN, WC_EXCUSE_NONE, NULL, false},
	{"docker/web/Dockerfile", "the final stage", 9, 6, 1, 1, WC_USE_RUN, WC_EXCUSE_NONE, NULL, false},
	{"docker/web/Dockerfile", "the final stage", 14, 6, 1, 1, WC_USE_RUN, WC_EXCUSE_NONE, NULL, false},
	{"k8s/shop, live.yaml", "Deployment shop/web, container app", 21, 18, 2, 0, WC_USE_RUN, WC_EXCUSE_NONE, NULL, false},
	{"k8s/shop, live.yaml", "Deployment shop/web, container app", 21, 18, 1, 0, WC_USE_RUN, WC_EXCUSE_NONE, NULL, true},
	{"k8s/shop, live.yaml", "Deployment shop/old, container app", 50, 18, 1, 1, WC_USE_RUN, WC_IGNORED,
         "goes away in May", false},
	{"k8s/shop, live.yaml", "Deployment shop/older, container app", 80, 18, 1, 1, WC_USE_RUN, WC_WAIVED, NULL, false},
	{"k8s/shop, live.yaml", "Deployment shop/oldest, container app", 99, 18, 1, 1, WC_USE_RUN, WC_IN_BASELINE, NULL,
         false},
	{"ci/build.yml", "job build", 7, 12, 0, 2, WC_USE_BUILD, WC_EXCUSE_NONE, NULL, false},
};

static const struct wc_unresolved unresolved[] = {
	{{"docker/api/Dockerfile", 2, 6, 30}, "mcr.microsoft.com/windows/servercore:${TAG}", "nothing gives TAG a value"},
};

static struct wc_diag errors[] = {
	{.file = "broken.yaml", .text = "a mapping is not closed", .hint = "close it", .line = 3, .column = 9},
};

static _Noreturn void
stop(const char *text)
{
	fprintf(stderr, "show: %s\n", text);
	exit(2);
}

static struct wc_checked
judged(wc_arena *arena, bool auto_mode)
{
	struct wc_err err;
	struct wc_checked checked;
	struct wc_check check = {.how = {.program = &wc_builtin_program, .offline = true},
	                         .hosts = {host_specs, HOSTS},
	                         .images = {image_specs, IMAGES}};
	check.request.isolation = auto_mode ? WC_ISOLATION_AUTO : WC_ISOLATION_DEFAULT;
	if (!wc_check_run(arena, &check, &checked, &err))
		stop(err.text);
	return checked;
}

/* A copy of the answer for that pair, at a place of a file. */
static struct wc_answer
finding(wc_arena *arena, const struct wc_checked *checked, unsigned host, unsigned image, struct wc_use use)
{
	struct wc_answer answer = checked->answers[host * IMAGES + image];
	struct wc_finding *made = wc_alloc(arena, sizeof(*made));
	struct wc_use *kept = wc_alloc(arena, sizeof(*kept));
	*kept = use;
	made->use = kept;
	answer.finding = made;
	return answer;
}

/* `moved` lines were added above all of them. */
static size_t
tame(wc_arena *arena, struct wc_answer *answers, size_t moved)
{
	struct wc_checked checked = judged(arena, true);
	size_t count = sizeof(pairs) / sizeof(pairs[0]);
	static const struct wc_scan_remark remark = {0, "the base image is near the end of its support"};
	for (size_t i = 0; i < count; i++) {
		const char *reference = image_specs[pairs[i].image];
		struct wc_use use = {.at = {pairs[i].file, pairs[i].line + moved, pairs[i].column, strlen(reference)},
		                     .written = reference,
		                     .reference = reference,
		                     .subject = pairs[i].subject,
		                     .role = pairs[i].role};
		answers[i] = finding(arena, &checked, pairs[i].host, pairs[i].image, use);
		struct wc_finding *f = (struct wc_finding *)answers[i].finding;
		f->excuse = pairs[i].excuse;
		f->excuse_why = pairs[i].why;
		f->remarks = pairs[i].near_end ? &remark : NULL;
		f->remark_count = pairs[i].near_end;
	}
	return count;
}

/* Everything that can come from outside is the name: file, image, host, subject, reason of an excuse. */
static struct wc_answer
hostile(wc_arena *arena, const struct wc_checked *checked, const char *name, size_t i)
{
	struct wc_use use = {.at = {name, 3, 7, 5}, .written = name, .reference = name, .subject = name, .role = WC_USE_RUN};
	struct wc_answer answer = finding(arena, checked, i % 2 ? 2 : 0, 0, use);
	struct wc_image *image = wc_alloc(arena, sizeof(*image));
	struct wc_host *host = wc_alloc(arena, sizeof(*host));
	struct wc_verdict *verdict = wc_alloc(arena, sizeof(*verdict));
	*image = *answer.image;
	*host = *answer.host;
	*verdict = *answer.verdict;
	image->reference = host->name = name;
	verdict->image = image;
	verdict->host = host;
	answer.image = image;
	answer.host = host;
	answer.verdict = verdict;
	if (i % 5 == 4) {
		struct wc_finding *f = (struct wc_finding *)answer.finding;
		f->excuse = WC_IGNORED;
		f->excuse_why = name;
	}
	return answer;
}

/* The names on standard input, each ended by a NUL. */
static size_t
read_names(wc_arena *arena, const char **names)
{
	char *input = wc_alloc(arena, MOST_INPUT + 1);
	size_t length = fread(input, 1, MOST_INPUT, stdin), count = 0;
	for (size_t at = 0; at < length && count < MOST_NAMES; at += strlen(input + at) + 1)
		names[count++] = input + at;
	return count;
}

static size_t
named(wc_arena *arena, struct wc_answer *answers, struct wc_scan_rest *rest)
{
	static const char *names[MOST_NAMES];
	struct wc_checked checked = judged(arena, false);
	size_t count = read_names(arena, names);
	struct wc_unresolved *lost = wc_array(arena, struct wc_unresolved, count + 1);
	struct wc_diag *broken = wc_array(arena, struct wc_diag, count + 1);
	for (size_t i = 0; i < count; i++) {
		answers[i] = hostile(arena, &checked, names[i], i);
		lost[i] = (struct wc_unresolved){{names[i], 1, 1, 1}, names[i], names[i]};
		broken[i] = (struct wc_diag){.next = i + 1 < count ? &broken[i + 1] : NULL,
		                             .file = names[i],
		                             .text = names[i],
		                             .hint = names[i],
		                             .line = 2};
	}
	*rest = (struct wc_scan_rest){lost, count, count ? broken : NULL};
	return count;
}

/* The same refusal in so many files. */
static size_t
many(wc_arena *arena, struct wc_answer *answers, size_t count)
{
	struct wc_checked checked = judged(arena, false);
	for (size_t i = 0; i < count; i++) {
		struct wc_use use = {
			.at = {wc_printf(arena, "d/%zu.yaml", i), 1, 1, 4}, .reference = image_specs[0], .subject = "x"};
		answers[i] = finding(arena, &checked, i % 7 ? 1 : 0, 1, use);
	}
	return count;
}

int
main(int argc, char **argv)
{
	if (argc < 3)
		stop("usage: show FORMAT|summary tame [LINES]|named|COUNT");
	wc_arena *arena = wc_arena_new();
	bool summary = strcmp(argv[1], "summary") == 0, is_tame = strcmp(argv[2], "tame") == 0,
	     is_named = strcmp(argv[2], "named") == 0;
	const struct wc_presenter *presenter = wc_presenter_find(summary ? "github" : argv[1]);
	struct wc_scan_rest rest = {unresolved, 1, errors};
	size_t count = is_tame || is_named ? 0 : (size_t)strtoul(argv[2], NULL, 10);
	struct wc_answer *answers = wc_array(arena, struct wc_answer, count + MOST_NAMES);
	count = is_tame    ? tame(arena, answers, argc > 3 ? strtoul(argv[3], NULL, 10) : 0)
	        : is_named ? named(arena, answers, &rest)
	                   : many(arena, answers, count);
	struct wc_text out = {.arena = arena};
	struct wc_present_options options = {
		.program = &wc_builtin_program, .version = "0.0.0", .sha256 = wc_sha256, .rest = &rest};
	if (count == 0)
		options.rest = NULL; /* a scan that found nothing */
	options.edition = judged(arena, true).edition;
	if (!presenter)
		stop("no such format");
	(summary ? presenter->summary : presenter->list)(&out, arena, answers, count, &options);
	fwrite(wc_text_string(&out), 1, out.length, stdout);
	wc_arena_free(arena);
	return 0;
}
