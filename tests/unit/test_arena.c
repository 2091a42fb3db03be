/* Unit tests: arena and growing text. */
#include "base/arena.h"
#include "base/text.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

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

TestSuite(arena, .init = start, .fini = stop);

Test(arena, gives_zeroed_aligned_memory)
{
	for (size_t size = 0; size < 5000; size = size * 2 + 1) {
		unsigned char *p = wc_alloc(arena, size);
		cr_assert_not_null(p);
		cr_assert_eq((uintptr_t)p % 16, 0);
		for (size_t i = 0; i < size; i++)
			cr_assert_eq(p[i], 0);
		memset(p, 0xff, size);
	}
}

Test(arena, gives_objects_larger_than_a_block)
{
	char *small = wc_copyz(arena, "kept");
	char *large = wc_alloc(arena, 8 << 20);
	large[(8 << 20) - 1] = 'x';
	cr_assert_str_eq(small, "kept");
}

Test(arena, copies_and_formats)
{
	cr_assert_str_eq(wc_copy(arena, "abcdef", 3), "abc");
	cr_assert_str_eq(wc_copy(arena, NULL, 0), "");
	cr_assert_null(wc_copyz(arena, NULL));
	cr_assert_str_eq(wc_printf(arena, "%s-%d", "build", 7), "build-7");
}

Test(arena, frees_nothing_gladly)
{
	wc_arena_free(NULL);
}

Test(arena, text_grows_and_is_terminated)
{
	struct wc_text text = {.arena = arena};
	cr_assert_str_eq(wc_text_string(&text), "");
	for (int i = 0; i < 10000; i++)
		wc_text_printf(&text, "%d,", i % 10);
	cr_assert_eq(text.length, 20000);
	cr_assert_eq(strlen(text.bytes), 20000);
	cr_assert_eq(memcmp(text.bytes + 19998, "9,", 3), 0);
}

Test(arena, text_takes_exact_fits_and_empties)
{
	struct wc_text text = {.arena = arena};
	char fill[256];
	memset(fill, 'a', sizeof(fill));
	wc_text_add(&text, fill, 255);
	wc_text_add(&text, "b", 1);
	wc_text_addz(&text, NULL);
	cr_assert_eq(strlen(text.bytes), 256);
	text.length = 0;
	cr_assert_str_eq(wc_text_string(&text), "");
	wc_text_addz(&text, "new");
	cr_assert_str_eq(wc_text_string(&text), "new");
}

Test(arena, a_large_object_grows_where_it_is)
{
	enum { SMALL = 64, LARGE = 4 * 1024 * 1024 };
	char *text = wc_alloc(arena, SMALL);
	memset(text, 'a', SMALL);
	text = wc_grow(arena, text, SMALL, LARGE);
	memset(text + SMALL, 'b', LARGE - SMALL);
	char *other = wc_copyz(arena, "other");
	for (size_t size = LARGE; size < 16 * (size_t)LARGE; size *= 2)
		text = wc_grow(arena, text, size, 2 * size);
	cr_assert_eq(text[0], 'a');
	cr_assert_eq(text[SMALL - 1], 'a');
	cr_assert_eq(text[SMALL], 'b');
	cr_assert_eq(text[LARGE - 1], 'b');
	cr_assert_str_eq(other, "other");
}

Test(arena, what_threads_made_is_joined)
{
	wc_arena *other = wc_arena_new(), *empty = wc_arena_new();
	const char *one = wc_copyz(arena, "one"), *two = wc_copyz(other, "two");
	wc_arena_join(arena, other);
	wc_arena_join(arena, empty);
	cr_assert_str_eq(wc_printf(arena, "%s %s", one, two), "one two");
}
