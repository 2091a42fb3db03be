/* Unit tests: variables in words of Dockerfiles and compose files. */
#include "format/expand.h"

#include <criterion/criterion.h>
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

TestSuite(expand, .init = start, .fini = stop);

static const char *
value(void *context, const char *name)
{
	(void)context;
	if (strcmp(name, "A") == 0)
		return "ltsc2022";
	if (strcmp(name, "EMPTY") == 0)
		return "";
	return strcmp(name, "PATH_") == 0 ? "a/b/c.tar.gz" : NULL;
}

/* The text, or "!" and why there is none. */
static const char *
expand(const char *text, bool docker)
{
	const char *made = NULL, *why = NULL;
	struct wc_expand how = {.arena = arena, .value = value, .escape = docker ? '\\' : '\0', .quotes = docker, .doubled = !docker};
	return wc_expand(&how, text, &made, &why) ? made : wc_printf(arena, "!%s", why);
}

struct pair {
	const char *text, *made;
};

static void
check(const struct pair *pairs, size_t count, bool docker)
{
	for (size_t i = 0; i < count; i++)
		cr_expect_str_eq(expand(pairs[i].text, docker), pairs[i].made, "%s is %s", pairs[i].text, expand(pairs[i].text, docker));
}

Test(expand, what_both_do)
{
	static const struct pair both[] = {
		{"", ""}, {"a$", "a$"}, {"a$-b", "a$-b"}, {"x:$A", "x:ltsc2022"}, {"x:${A}y", "x:ltsc2022y"}, {"$A_B", "!the variable A_B has no value here"},
		{"${EMPTY}", ""}, {"${N:-d}", "d"}, {"${EMPTY:-d}", "d"}, {"${EMPTY-d}", ""}, {"${A:-d}", "ltsc2022"}, {"${A:-$N}", "ltsc2022"},
		{"${N:-$M}", "!the variable M has no value here"}, {"${N-${M:-${A}}}", "ltsc2022"}, {"${A:+y}", "y"}, {"${EMPTY:+y}", ""}, {"${EMPTY+y}", "y"},
		{"${N+$M}", ""}, {"${A?no}", "ltsc2022"}, {"${N:?say it}", "!the variable N must be set: say it"}, {"${N?}", "!the variable N must be set"},
		{"${", "!\"${\" is not followed by a name"}, {"${A", "!\"${\" has no end, or an operator that nobody knows"}, {"${1}", "!\"${\" is not followed by a name"},
		{"${A:-x", "!\"${\" has no end"}, {"${A^}", "!\"${\" has no end, or an operator that nobody knows"},
	};
	check(both, sizeof(both) / sizeof(both[0]), true);
	check(both, sizeof(both) / sizeof(both[0]), false);
}

Test(expand, what_dockerfiles_do)
{
	static const struct pair docker[] = {
		{"\"x $A\"", "x ltsc2022"}, {"'$A'", "$A"}, {"a\"b\"'c'", "abc"}, {"\\$A", "$A"}, {"\"\\$A\"", "$A"}, {"\"a", "!a quote has no end"},
		{"${PATH_#*/}", "b/c.tar.gz"}, {"${PATH_##*/}", "c.tar.gz"}, {"${PATH_%.*}", "a/b/c.tar"}, {"${PATH_%%.*}", "a/b/c"}, {"${A#x}", "ltsc2022"},
		{"${A#????}", "2022"}, {"${A%\\*}", "ltsc2022"}, {"${A/2022/2019}", "ltsc2019"}, {"${PATH_//\\//-}", "!patterns in ${X/pattern/word} are not followed"},
		{"${A//2/3}", "ltsc3033"}, {"${A/2}", "!\"${\" has no end"}, {"${N#x}", "!the variable N has no value here"}, {"$$", "$$"},
	};
	check(docker, sizeof(docker) / sizeof(docker[0]), true);
}

Test(expand, what_compose_does)
{
	static const struct pair compose[] = {
		{"$$A", "$A"}, {"$${A}", "${A}"}, {"\"$A\"", "\"ltsc2022\""}, {"\\$A", "\\ltsc2022"}, {"${A#x}", "!\"${\" has no end, or an operator that nobody knows"},
	};
	check(compose, sizeof(compose) / sizeof(compose[0]), false);
}

Test(expand, what_nests_and_grows_ends)
{
	char deep[400] = "";
	for (int i = 0; i < 40; i++)
		strcat(deep, "${N:-");
	cr_expect_eq(expand(deep, true)[0], '!');
	char *wide = wc_alloc(arena, 20001);
	for (int i = 0; i < 10000; i++)
		memcpy(wide + 2 * i, "$A", 2);
	cr_expect_str_eq(expand(wide, true), "!it becomes too long");
}
