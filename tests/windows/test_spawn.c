/* Running other programs on Windows: output, input, exit code, arguments, time limit, cap. */
#include "base/arena.h"
#include "io/spawn.h"

#include <criterion/criterion.h>

static wc_arena *arena;
static struct wc_err err;
static struct wc_spawned done;

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

TestSuite(spawn, .init = start, .fini = stop);

static bool
run(const char *const *argv, const char *input, unsigned timeout_ms)
{
	const struct wc_spawn spawn = {argv, input, strlen(input), 10000, timeout_ms};
	return wc_spawn_run(arena, &spawn, &done, &err);
}

#define RUN(input, timeout_ms, ...) run((const char *const[]){__VA_ARGS__, NULL}, input, timeout_ms)

Test(spawn, output_and_code)
{
	cr_assert(RUN("", 10000, "cmd", "/c", "echo out& echo talk>&2& exit 3"), "%s", err.text);
	cr_assert_eq(done.code, 3);
	cr_assert(strstr(done.out, "out"), "%s", done.out);
	cr_assert(strstr(done.talk, "talk"), "%s", done.talk);
}

Test(spawn, input)
{
	cr_assert(RUN("secret\r\n", 10000, ARGUMENTS, "--copy"), "%s", err.text);
	cr_assert_str_eq(done.out, "secret\r\n");
}

Test(spawn, arguments_arrive_as_they_are)
{
	cr_assert(RUN("", 10000, ARGUMENTS, "a b", "q\"q", "back\\", "back\\\"", "", "日本"), "%s", err.text);
	cr_assert_str_eq(done.out, "[a b][q\"q][back\\][back\\\"][][日本]");
}

Test(spawn, no_such_program)
{
	cr_assert_not(RUN("", 1000, "wincompat-no-such-program"));
	cr_assert(strstr(err.text, "cannot be run"), "%s", err.text);
}

Test(spawn, a_time_limit)
{
	cr_assert_not(RUN("", 500, ARGUMENTS, "--sleep"));
	cr_assert(strstr(err.text, "takes too long"), "%s", err.text);
}

Test(spawn, a_cap)
{
	cr_assert_not(RUN("", 20000, ARGUMENTS, "--flood"));
	cr_assert(strstr(err.text, "writes too much"), "%s", err.text);
}
