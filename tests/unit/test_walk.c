/* Unit tests: globs, and workers that do everything once. */
#include "io/walk.h"
#include "io/workers.h"

#include <criterion/criterion.h>
#include <stdatomic.h>

static const struct {
	const char *glob, *path;
	bool fits;
} globs[] = {
	{"a", "a", true}, {"a", "b", false}, {"a", "x/a/y", true}, {"a", "x/ab", false}, {"*.yml", "x/a.yml", true}, {"*.yml", "a.yml/x", true},
	{"*.yml", "a.yaml", false}, {"x/*", "x/a", true}, {"x/*", "x/a/b", true}, {"x/*.c", "x/y/a.c", false}, {"x/**/*.c", "x/y/z/a.c", true},
	{"x/**/*.c", "x/a.c", true}, {"**/t", "t", true}, {"**/t", "a/b/t/c", true}, {"**/t", "a/bt", false}, {"/x", "x/a", true}, {"./x/a", "./x/a", true},
	{"x/", "x/a", false}, {"?", "a", true}, {"?", "ab", false}, {"x?y", "x/y", false}, {"a*b*c", "aXbXbc", true}, {"a*b*c", "aXbX", false}, {"", "a", false},
	{"*", "a", true}, {"**", "a/b", true}, {"**a**b", "xa/yb", true},
};

Test(walk, globs)
{
	for (size_t i = 0; i < sizeof(globs) / sizeof(globs[0]); i++)
		cr_expect_eq(wc_glob_fits(globs[i].glob, globs[i].path), globs[i].fits, "%s on %s", globs[i].glob, globs[i].path);
}

Test(walk, a_glob_of_stars_ends, .timeout = 5)
{
	char path[2000];
	for (size_t i = 0; i + 1 < sizeof(path); i++)
		path[i] = 'a';
	path[sizeof(path) - 1] = '\0';
	cr_expect_not(wc_glob_fits("**a**a**a**a**a**a**a**a*a*a*a*a*a*b", path));
}

enum { ITEMS = 5000 };
static atomic_int done[ITEMS];
static size_t reported;

static void
work(void *context, size_t item, unsigned worker)
{
	(void)context;
	cr_assert_lt(worker, WC_MOST_WORKERS);
	atomic_fetch_add(&done[item], 1);
}

static void
report(void *context, size_t count)
{
	(void)context;
	reported = count;
}

Test(walk, workers_do_everything_once)
{
	wc_workers_run(7, ITEMS, work, report, NULL);
	for (size_t i = 0; i < ITEMS; i++)
		cr_assert_eq(done[i], 1);
	cr_assert_eq(reported, ITEMS);
	wc_workers_run(wc_workers_count(0), 0, work, NULL, NULL);
}
