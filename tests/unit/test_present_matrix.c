/* The matrix presenters: marks of a table, and a diff that names exactly the cells that changed. */
#include "base/text.h"
#include "present/matrix.h"

#include <criterion/criterion.h>
#include <string.h>

static const struct wc_release releases[] = {
	{.build = 100, .product = WC_SERVER},
	{.build = 200, .product = WC_CLIENT},
	{.build = 300, .product = WC_CLIENT},
};
static const struct wc_builds server[] = {{100, 100}}, all_clients[] = {{200, UINT32_MAX}}, older[] = {{200, 299}}, newer[] = {{300, UINT32_MAX}};

#define CELL(label, builds_of, product, name, image, p, h, foot) \
	{.host_label = label, .image_label = name, .host_builds = builds_of, .host_build_count = 1, .image_build = image, \
	 .products = 1u << product, .process = p, .hyperv = h, .footnote = foot}

/* A: two rows. B: the client row is split and renamed, one of its parts changed; one image was added, one removed. */
static const struct wc_matrix_cell cells[] = {
	CELL("S", server, WC_SERVER, "one", 100, WC_VENDOR_YES, WC_VENDOR_YES, "a note"),
	CELL("S", server, WC_SERVER, "two", 90, WC_VENDOR_NO, WC_VENDOR_YES, NULL),
	CELL("C", all_clients, WC_CLIENT, "one", 100, WC_VENDOR_NO, WC_VENDOR_YES, "a note"),
	CELL("S", server, WC_SERVER, "one", 100, WC_VENDOR_YES, WC_VENDOR_YES, NULL),
	CELL("S", server, WC_SERVER, "three", 110, WC_VENDOR_NO, WC_VENDOR_NO, NULL),
	CELL("C old", older, WC_CLIENT, "one", 100, WC_VENDOR_NO, WC_VENDOR_YES, NULL),
	CELL("C new", newer, WC_CLIENT, "one", 100, WC_VENDOR_PREVIEW, WC_VENDOR_YES, NULL),
};
static const struct wc_matrix_edition editions[] = {
	{.id = "A", .published = 20200101, .superseded = 20210101, .first_cell = 0, .cell_count = 3, .change = "first"},
	{.id = "B", .published = 20210101, .first_cell = 3, .cell_count = 4},
	{.id = "N", .never = "it was withdrawn"},
};
static const struct wc_program program = {
	.releases = releases, .release_count = 3, .cells = cells, .cell_count = 7, .editions = editions, .edition_count = 3};

static wc_arena *arena;
static struct wc_text out;

static void
start(void)
{
	arena = wc_arena_new();
	out = (struct wc_text){.arena = arena};
}

static void
end(void)
{
	wc_arena_free(arena);
}

TestSuite(present_matrix, .init = start, .fini = end);

Test(present_matrix, diff_names_exactly_what_changed)
{
	cr_assert_eq(wc_present_matrix_diff_text(&out, arena, &program, &editions[0], &editions[1]), 3);
	cr_assert_str_eq(wc_text_string(&out), "A (2020-01-01) -> B (2021-01-01): 3 cells differ\n"
	                                       "removed  two on S: hyperv\n"
	                                       "added    three on S: no\n"
	                                       "changed  one on C new (before: C): hyperv -> process (preview) + hyperv\n");
}

Test(present_matrix, an_edition_does_not_differ_from_itself)
{
	cr_assert_eq(wc_present_matrix_diff_text(&out, arena, &program, &editions[1], &editions[1]), 0);
	cr_assert_str_eq(wc_text_string(&out), "B (2021-01-01) -> B (2021-01-01): no cell differs\n");
}

Test(present_matrix, against_one_that_was_never_published)
{
	cr_assert_eq(wc_present_matrix_diff_text(&out, arena, &program, &editions[2], &editions[0]), 3);
	out.length = 0;
	cr_assert_eq(wc_present_matrix_diff_json(&out, arena, &program, &editions[0], &editions[2]), 3);
	cr_assert(strstr(wc_text_string(&out), "\"new\": null"));
}

Test(present_matrix, a_table_with_marks)
{
	wc_present_matrix_show_text(&out, arena, &program, &editions[0]);
	cr_assert_str_eq(wc_text_string(&out), "A  published 2020-01-01, superseded 2021-01-01\n"
	                                       "first\n\n"
	                                       "   one                   two\n"
	                                       "S  process + hyperv [1]  hyperv\n"
	                                       "C  hyperv [1]            -\n\n"
	                                       "-   nothing is printed for this pair\n"
	                                       "[1] a note\n");
}

Test(present_matrix, never_published)
{
	wc_present_matrix_show_text(&out, arena, &program, &editions[2]);
	cr_assert_str_eq(wc_text_string(&out), "N  never published: it was withdrawn\n");
}

Test(present_matrix, list)
{
	wc_present_matrix_list_text(&out, arena, &program);
	cr_assert(strstr(wc_text_string(&out), "B    2021-01-01  in force    4\n"));
	cr_assert(strstr(wc_text_string(&out), "N    never                          it was withdrawn\n"));
}
