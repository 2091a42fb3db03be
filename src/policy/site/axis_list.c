/* The axes that conditions ask, and their tests, each once. */
#include "policy/site/condition.h"

#include "base/limits.h"

#include <string.h>

/* Room for one more at the end of an array of `count`: it is doubled whenever `count` is a power of two. */
static void *
grown(wc_arena *arena, const void *items, size_t count, size_t size)
{
	if (count & (count - 1))
		return (void *)(uintptr_t)items;
	char *more = wc_alloc(arena, (count ? count * 2 : 1) * size);
	if (count)
		memcpy(more, items, count * size);
	return more;
}

uint16_t
wc_axis_take(wc_arena *arena, struct wc_axis_list *axes, enum wc_axis_id id, const char *label)
{
	for (size_t i = 0; i < axes->count; i++)
		if (axes->axis[i].id == id && (!label || strcmp(axes->axis[i].label, label) == 0))
			return (uint16_t)i;
	if (axes->count > WC_LIMIT_AXES)
		return (uint16_t)(axes->count - 1); /* compiling refuses so many; until then none is searched for among thousands */
	axes->axis = grown(arena, axes->axis, axes->count, sizeof(*axes->axis));
	axes->axis[axes->count] = (struct wc_site_axis){
		.id = (uint8_t)id, .label = label, .name = label ? wc_printf(arena, "request.labels.%s", label) : wc_axes[id].name};
	return (uint16_t)axes->count++;
}

static bool
same_texts(const char *const *a, size_t a_count, const char *const *b, size_t b_count)
{
	for (size_t i = 0; a_count == b_count && i < a_count; i++)
		if (strcmp(a[i], b[i]) != 0)
			return false;
	return a_count == b_count;
}

/* Their names may be the same where they are not: "a, b" is one text, or two. */
static bool
same_test(const struct wc_test *a, const struct wc_test *b)
{
	return a->hash == b->hash && a->code == b->code && strcmp(a->name, b->name) == 0 && same_texts(a->exact, a->exact_count, b->exact, b->exact_count) &&
	       same_texts(a->glob, a->glob_count, b->glob, b->glob_count);
}

/* FNV-1a of the name: thousands of tests are compared with each other. */
static uint32_t
hash_of(const char *name)
{
	uint32_t hash = 2166136261u;
	for (; *name; name++)
		hash = (hash ^ (unsigned char)*name) * 16777619u;
	return hash;
}

uint32_t
wc_axis_take_test(wc_arena *arena, struct wc_site_axis *axis, struct wc_test test)
{
	test.hash = hash_of(test.name);
	for (size_t i = 0; i < axis->test_count; i++)
		if (same_test(&axis->tests[i], &test))
			return (uint32_t)i;
	struct wc_test *tests = grown(arena, axis->tests, axis->test_count, sizeof(*tests));
	tests[axis->test_count] = test;
	axis->tests = tests;
	return (uint32_t)axis->test_count++;
}
