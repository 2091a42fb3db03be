/* Tests of inference from references, by a few records of their own, and of the look-up of base layers. */
#include "base/limits.h"
#include "policy/builtin.h"
#include "source/pattern.h"
#include "source/sources.h"

#include <criterion/criterion.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define RELEASE_WORD "(?<span>(?<release>[a-z0-9]+))"

static const char *const words_2019[] = {"ltsc2019", "1809"}, *const words_2022[] = {"ltsc2022"};
static const struct wc_release releases[] = {
    {.build = 17763, .tags = {words_2019, 2}},
    {.build = 20348, .tags = {words_2022, 1}},
};
static const struct wc_tag_pattern records[] = {
    {.id = "NUMBER", .pattern = "v(?<span>(?<version>10\\.0\\.\\d+\\.\\d+))$", .os = WC_OS_WINDOWS},
    {.id = "WORD", .pattern = "core-" RELEASE_WORD, .os = WC_OS_WINDOWS},
    {.id = "YEAR", .pattern = "^ws(?<year>\\d{4})$", .os = WC_OS_WINDOWS},
    {.id = "BUILD", .pattern = "^gamma(?<span>)", .os = WC_OS_WINDOWS, .build = 20348},
    {.id = "REPOSITORY", .repository = "/app-(?<release>\\w+)$", .os = WC_OS_WINDOWS},
    {.id = "FAMILY", .pattern = "core", .os = WC_OS_WINDOWS, .family = WC_SERVERCORE},
    {.id = "LINUX", .pattern = "alpine", .os = WC_OS_LINUX},
    {.id = "NANO", .pattern = "nano", .os = WC_OS_WINDOWS, .family = WC_NANOSERVER},
    {.id = "SLOW", .pattern = "^(?:a+)+x", .os = WC_OS_WINDOWS},
    {.id = "ARM", .pattern = "arm64$", .arch = WC_ARM64},
};
static const struct wc_program program = {
    .releases = releases, .release_count = 2, .tags = records, .tag_count = sizeof(records) / sizeof(records[0])};

static struct wc_image
infer(const char *repository, const char *tag)
{
	struct wc_reading reading = {.program = &program};
	struct wc_image image = {.repository = repository, .tag = tag, .version = WC_VERSION_UNKNOWN};
	wc_infer_from_tag(&reading, &image);
	return image;
}

Test(tag, a_word_of_a_release)
{
	struct wc_image image = infer("docker.io/library/app", "1.2-CORE-LTSC2019-arm64");
	cr_expect_eq(image.version.build, 17763);
	cr_expect_eq(image.version.major, 10);
	cr_expect_eq(image.version.revision, WC_REVISION_UNKNOWN);
	cr_expect_eq(image.family, WC_SERVERCORE);
	cr_expect_eq(image.arch, WC_ARM64);
	cr_expect_eq(image.from.of[WC_IMAGE_OS_VERSION], WC_FROM_TAG);
	cr_expect_eq(image.from.of[WC_IMAGE_REVISION], WC_FROM_NOWHERE);
	cr_expect_eq(image.from.of[WC_IMAGE_OS], WC_FROM_TAG);
	cr_expect_eq(image.tag_start, 9);
	cr_expect_eq(image.tag_length, 8);
}

Test(tag, a_word_that_names_no_release_is_searched_past)
{
	struct wc_image image = infer("r", "core-app-core-1809");
	cr_expect_eq(image.version.build, 17763);
	cr_expect_eq(image.tag_start, 14);
	image = infer("r", "core-1709");
	cr_expect_eq(image.version.build, 0);
	cr_expect_eq(image.tag_length, 0);
	cr_expect_eq(image.os, WC_OS_WINDOWS);
	cr_expect_eq(image.family, WC_SERVERCORE);
}

Test(tag, a_whole_version)
{
	struct wc_image image = infer("r", "v10.0.20348.2340");
	cr_expect_eq(image.version.build, 20348);
	cr_expect_eq(image.version.revision, 2340);
	cr_expect_eq(image.from.of[WC_IMAGE_REVISION], WC_FROM_TAG);
	cr_expect_eq(infer("r", "v10.0.20349.1").version.build, 0, "no release has this build");
	cr_expect_eq(infer("r", "v10.0.99999999999999999999.1").version.build, 0);
	cr_expect_eq(infer("r", "v10.0.99999999999999999999999999999999999999999999999999999.1").version.build, 0);
}

Test(tag, a_year_and_a_build_have_no_span)
{
	struct wc_image image = infer("r", "ws2022");
	cr_expect_eq(image.version.build, 20348);
	cr_expect_eq(image.tag_length, 0);
	cr_expect_eq(infer("r", "ws2021").version.build, 0);
	image = infer("r", "gamma");
	cr_expect_eq(image.version.build, 20348);
	cr_expect_eq(image.tag_length, 0);
}

Test(tag, a_repository_names_a_version_but_no_span)
{
	struct wc_image image = infer("docker.io/x/app-ltsc2022", NULL);
	cr_expect_eq(image.version.build, 20348);
	cr_expect_eq(image.tag_length, 0);
	cr_expect_eq(infer("docker.io/x/app-ltsc2022", "core-1809").version.build, 17763, "the tag stands before the repository");
}

Test(tag, the_first_record_speaks_and_none_contradicts_it)
{
	struct wc_image image = infer("r", "alpine-nano");
	cr_expect_eq(image.os, WC_OS_LINUX);
	cr_expect_eq(image.family, WC_FAMILY_UNKNOWN);
	image = infer("r", "alpine-core");
	cr_expect_eq(image.os, WC_OS_WINDOWS);
}

Test(tag, what_is_known_stays)
{
	struct wc_reading reading = {.program = &program};
	struct wc_image image = {.repository = "r", .tag = "core-ltsc2019", .os = WC_OS_WINDOWS, .family = WC_NANOSERVER,
	                         .version = {10, 0, 20348, 1}};
	image.from.of[WC_IMAGE_OS_VERSION] = image.from.of[WC_IMAGE_FAMILY] = WC_FROM_CONFIG;
	wc_infer_from_tag(&reading, &image);
	cr_expect_eq(image.version.build, 20348);
	cr_expect_eq(image.from.of[WC_IMAGE_OS_VERSION], WC_FROM_CONFIG);
	cr_expect_eq(image.family, WC_NANOSERVER);
	cr_expect_eq(image.from.of[WC_IMAGE_FAMILY], WC_FROM_CONFIG);
	cr_expect_eq(image.tag_length, 8, "a remedy may still replace the word");
	image = (struct wc_image){.repository = "r", .tag = "core-ltsc2019", .os = WC_OS_LINUX, .version = WC_VERSION_UNKNOWN};
	wc_infer_from_tag(&reading, &image);
	cr_expect_eq(image.version.build, 0, "a Linux image has no Windows version");
}

Test(tag, nothing_to_read)
{
	cr_expect_eq(infer(NULL, "core-ltsc2019").os, WC_OS_UNKNOWN);
	cr_expect_eq(infer("r", NULL).os, WC_OS_UNKNOWN);
	cr_expect_eq(infer("r", "").os, WC_OS_UNKNOWN);
	char tag[WC_LIMIT_TAG + 2];
	memset(tag, 'x', sizeof(tag));
	memcpy(tag, "core-", 5);
	tag[WC_LIMIT_TAG + 1] = '\0';
	cr_expect_eq(infer("r", tag).os, WC_OS_UNKNOWN, "longer than a tag can be");
	tag[WC_LIMIT_TAG] = '\0';
	cr_expect_eq(infer("r", tag).os, WC_OS_WINDOWS);
}

Test(tag, a_pattern_that_explodes_ends, .timeout = 5)
{
	char tag[WC_LIMIT_TAG + 1];
	memset(tag, 'a', WC_LIMIT_TAG);
	tag[WC_LIMIT_TAG] = '\0';
	cr_expect_eq(infer("r", tag).os, WC_OS_UNKNOWN);
}

Test(tag, patterns_are_checked)
{
	struct wc_err err;
	struct wc_tag_pattern wrong = {.id = "WRONG", .pattern = "a(b"};
	struct wc_program bad = {.tags = &wrong, .tag_count = 1};
	cr_expect(wc_tag_patterns_check(&program, &err));
	cr_expect_not(wc_tag_patterns_check(&bad, &err));
	cr_expect_eq(err.fault, WC_FAULT_INPUT);
	cr_expect(strstr(err.text, "WRONG") && strstr(err.text, "a(b"), "says '%s'", err.text);
	wrong = (struct wc_tag_pattern){.id = "WRONG", .repository = "(?<relaese>x)"};
	cr_expect_not(wc_tag_patterns_check(&bad, &err));
	cr_expect(strstr(err.text, "named group"), "says '%s'", err.text);
	cr_expect(wc_tag_patterns_check(&wc_builtin_program, &err), "%s", err.text);
}

Test(tag, a_pattern_is_compiled_once_and_never_stale)
{
	static const struct wc_groups none = {.steps = 100}, others = {.steps = 100};
	char text[] = "^one$";
	const struct wc_pattern *one = wc_pattern_of(&none, text, NULL);
	cr_expect_eq(wc_pattern_of(&none, text, NULL), one);
	cr_expect_neq(wc_pattern_of(&others, text, NULL), one, "groups with other names");
	memcpy(text, "^two$", sizeof(text));
	cr_expect_neq(wc_pattern_of(&none, text, NULL), one, "other text at the same address");
}

static void *
infer_often(void *unused)
{
	for (int i = 0; i < 500; i++)
		if (infer("r", "core-ltsc2019").version.build != 17763)
			return unused;
	return NULL;
}

Test(tag, threads)
{
	pthread_t thread[4];
	for (int i = 0; i < 4; i++)
		cr_assert_eq(pthread_create(&thread[i], NULL, infer_often, thread), 0);
	for (int i = 0; i < 4; i++) {
		void *wrong;
		pthread_join(thread[i], &wrong);
		cr_expect_null(wrong);
	}
}

/* A tag or repository of random scraps: what real ones are made of, and bytes that no reference has. */
static void
scraps(char *text, size_t size)
{
	static const char *const scrap[] = {"windows", "server", "core", "nano", "win", "-", "_", ".", "/", "1809", "ltsc", "2019", "20",
	                                    "H2", "10.0.", "17763", ".1", "kb", "arm64", "hpc", "linux", "x", "\x80", "\xff",
	                                    "{", "(?", "0"};
	for (text[0] = '\0'; rand() % 12;) {
		const char *next = scrap[(size_t)rand() % (sizeof(scrap) / sizeof(scrap[0]))];
		if (strlen(text) + strlen(next) < size)
			strcat(text, next);
	}
}

Test(tag, random_references, .timeout = 60)
{
	srand(1);
	for (int i = 0; i < 20000; i++) {
		char repository[200], tag[WC_LIMIT_TAG + 1];
		scraps(repository, sizeof(repository));
		scraps(tag, sizeof(tag));
		struct wc_reading reading = {.program = &wc_builtin_program};
		struct wc_image image = {.repository = repository, .tag = tag, .version = WC_VERSION_UNKNOWN};
		wc_infer_from_tag(&reading, &image);
		cr_assert_leq(image.tag_start + image.tag_length, strlen(tag));
		cr_assert(image.tag_length == 0 || image.version.build != 0);
		cr_assert(image.version.build == 0 || image.os == WC_OS_WINDOWS);
		cr_assert(image.family == 0 || image.os == WC_OS_WINDOWS);
	}
}

Test(base_layer, found_by_digest)
{
	struct wc_base_layer layers[5] = {0};
	for (uint8_t i = 0; i < 5; i++)
		memset(layers[i].digest, 10 * (i + 1), sizeof(layers[i].digest));
	struct wc_program some = {.base_layers = layers, .base_layer_count = 5}, none = {0};
	uint8_t digest[32];
	for (int i = 0; i < 5; i++)
		cr_expect_eq(wc_base_layer_find(&some, layers[i].digest), &layers[i]);
	memset(digest, 25, sizeof(digest));
	cr_expect_null(wc_base_layer_find(&some, digest));
	memset(digest, 0, sizeof(digest));
	cr_expect_null(wc_base_layer_find(&some, digest));
	cr_expect_null(wc_base_layer_find(&none, digest));
}

Test(base_layer, every_one_of_the_data_is_found)
{
	const struct wc_program *p = &wc_builtin_program;
	cr_assert_gt(p->base_layer_count, 0);
	for (size_t i = 0; i < p->base_layer_count; i++)
		cr_expect_eq(wc_base_layer_find(p, p->base_layers[i].digest), &p->base_layers[i]);
}
