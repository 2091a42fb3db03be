/* Unit tests: what is unpacked is what was packed, in a few hundred bytes. */
#include "app/packed.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static const char reference[] = "mcr.microsoft.com/windows/servercore:ltsc2022";
static const char digest[] = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
static wc_arena *arena;

static void
start(void)
{
	arena = wc_arena_new();
}

static void
stop(void)
{
	wc_arena_free(arena);
}

TestSuite(packed, .init = start, .fini = stop);

static struct wc_gathered
round_trip(const struct wc_gathered *image)
{
	struct wc_packed *packed = wc_gathered_pack(image, reference);
	cr_assert_not_null(packed);
	cr_assert_eq(packed->is_error, image->error != NULL);
	struct wc_gathered again = wc_gathered_unpack(arena, packed, reference);
	free(packed);
	return again;
}

static struct wc_image_entry
entry(void)
{
	const char *version = wc_copyz(arena, "10.0.20348.2966");
	return (struct wc_image_entry){.digest = digest, .media_type = "application/vnd.oci.image.manifest.v1+json", .architecture = "amd64",
	                               .version = {10, 0, 20348, 2966}, .os_version = version, .config_version = version, .os = WC_OS_WINDOWS,
	                               .arch = WC_AMD64, .judgeable = true, .remark = "its base layers say 10.0.20348"};
}

static void
assert_text(const char *a, const char *b)
{
	cr_assert(a && b && strcmp(a, b) == 0, "%s, %s", a ? a : "NULL", b ? b : "NULL");
}

Test(packed, an_index)
{
	struct wc_image_entry entries[2] = {entry(), entry()};
	entries[1].config_version = "10.0.20348.1";
	entries[1].architecture = "riscv64";
	struct wc_gathered image = {.image = {.reference = reference, .repository = "mcr.microsoft.com/windows/servercore", .tag = "ltsc2022",
	                                      .tag_start = 4, .tag_length = 4, .digest = "sha256:0123", .index_digest = digest, .architecture = "",
	                                      .version = {10, 0, 20348, 2966}, .os = WC_OS_WINDOWS, .entries = entries, .entry_count = 2, .seen = 1700000000},
	                            .is_silent = true};
	struct wc_gathered again = round_trip(&image);
	assert_text(again.image.reference, reference);
	assert_text(again.image.repository, image.image.repository);
	assert_text(again.image.tag, "ltsc2022");
	assert_text(again.image.digest, "sha256:0123");
	assert_text(again.image.index_digest, digest);
	assert_text(again.image.architecture, "");
	cr_assert_null(again.image.id);
	cr_assert_eq(again.image.seen, 1700000000);
	cr_assert_eq(again.image.tag_start, 4);
	cr_assert(again.is_silent && !again.error);
	cr_assert_eq(memcmp(&again.image.version, &image.image.version, sizeof(struct wc_version)), 0);
	cr_assert_eq(again.image.entry_count, 2);
	const struct wc_image_entry *e = again.image.entries;
	assert_text(e[0].digest, digest);
	assert_text(e[0].media_type, entries[0].media_type);
	assert_text(e[0].os_version, "10.0.20348.2966");
	cr_assert_eq(e[0].os_version, e[0].config_version, "that they are one pointer means something");
	assert_text(e[1].config_version, "10.0.20348.1");
	assert_text(e[1].architecture, "riscv64");
	assert_text(e[1].remark, "its base layers say 10.0.20348");
	cr_assert(e[1].judgeable);
}

Test(packed, an_error)
{
	struct wc_err err = {WC_FAULT_UNREACHABLE, "example.com does not answer", "ask again later"};
	struct wc_gathered again = round_trip(&(struct wc_gathered){.image = {.reference = reference}, .error = &err, .inferred = &err});
	cr_assert_eq(again.error->fault, WC_FAULT_UNREACHABLE);
	assert_text(again.error->text, err.text);
	assert_text(again.error->hint, err.hint);
	cr_assert_null(again.inferred);
	cr_assert_null(again.image.entries);
}
