/* Unit tests: what is asked of an API server, and what its answers come to, without a network. */
#include "base/limits.h"
#include "source/watch/reflector.h"
#include "source/watch/shared.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* A reflector, the answer that is under way, and what became of the last one. */
static struct wc_reflector r;
static struct wc_objects *objects;
static wc_arena *arena;
static struct wc_err err;
static unsigned seconds, wait;

static void
begin(void)
{
	objects = wc_objects_new();
	wc_reflector_begin(&r, &wc_watched_kinds[WC_WATCHED_NODES], objects);
}

static void
end(void)
{
	wc_arena_free(arena);
	arena = NULL;
	wc_objects_free(objects);
}

TestSuite(watch, .init = begin, .fini = end);

static const char *
ask(void)
{
	wc_arena_free(arena);
	arena = wc_arena_new();
	return wc_reflector_ask(&r, arena, 0, &seconds);
}

/* The whole answer, in pieces of `piece` bytes; its end after `lasted_ms`. */
static void
answer_in(size_t piece, unsigned status, const char *text, int64_t lasted_ms)
{
	size_t length = strlen(text);
	for (size_t at = 0; at < length; at += piece)
		if (!wc_reflector_take(&r, status, text + at, length - at < piece ? length - at : piece))
			break;
	wait = wc_reflector_done(&r, &(struct wc_reflector_answer){.status = status, .lasted_ms = lasted_ms}, 0, &err);
}

static void
answer(unsigned status, const char *text)
{
	answer_in(1000, status, text, 5000);
}

#define NODE(name, label) "{\"metadata\":{\"name\":\"" name "\",\"resourceVersion\":\"7\",\"labels\":{\"l\":\"" label "\"}},\"status\":{\"nodeInfo\":{\"a\":\"]}\\\"\"}}}"
#define LIST(version, more, items) "{\"kind\":\"NodeList\", \"metadata\" : {\"resourceVersion\":\"" version "\"" more "}, \"items\" : [" items " ] }"
#define EVENT(type, object) "{\"type\":\"" type "\",\"object\":" object "}\n"
#define MARK(version) "{\"type\":\"BOOKMARK\",\"object\":{\"metadata\":{\"resourceVersion\":\"" version "\"}}}\n"
static const char three[] = LIST("5", "", NODE("a", "1") " , " NODE("b", "1") "," NODE("c", "1"));

static const char *
kept(void)
{
	static struct wc_text text;
	text = (struct wc_text){.arena = arena};
	wc_objects_print(objects, "\n", &text);
	return wc_text_string(&text);
}

Test(watch, a_list_then_a_watch_from_there)
{
	cr_expect_str_eq(ask(), "/api/v1/nodes?limit=500&resourceVersion=0");
	answer(200, three);
	cr_expect_eq(err.fault, WC_FAULT_NONE, "%s", err.text);
	cr_expect(r.is_known && wc_objects_count(objects) == 3 && wait == 0);
	cr_expect_str_eq(ask(), "/api/v1/nodes?watch=1&allowWatchBookmarks=true&timeoutSeconds=300&resourceVersion=5");
	cr_expect_eq(seconds, 330);
	answer(200, EVENT("DELETED", NODE("a", "1")) "\n" EVENT("ADDED", NODE("d", "1")) MARK("11"));
	cr_expect(err.fault == WC_FAULT_NONE && wc_objects_count(objects) == 3 && !strstr(kept(), "\"a\"") && strstr(kept(), "\"d\""));
	cr_expect(strstr(ask(), "&resourceVersion=11"));
}

Test(watch, an_answer_may_come_in_any_pieces)
{
	const char *whole = NULL;
	for (size_t piece = 1; piece < sizeof(three); piece++) {
		ask();
		answer_in(piece, 200, three, 5000);
		ask();
		answer_in(piece, 200, EVENT("MODIFIED", NODE("b", "2")) MARK("0") EVENT("ERROR", "{\"code\":410}"), 5000);
		cr_assert(wc_objects_count(objects) == 3 && r.is_gone && !r.watches, "in pieces of %zu: %s", piece, err.text);
		whole = whole ? whole : strcpy(malloc(10000), kept());
		cr_assert_str_eq(kept(), whole);
	}
	free((char *)(uintptr_t)whole);
}

Test(watch, what_is_kept_is_the_same_as_long_as_it_counts)
{
	ask();
	answer(200, three);
	uint64_t before = wc_objects_edition(objects);
	ask();
	answer(200, EVENT("MODIFIED", "{\"metadata\":{\"name\":\"a\",\"resourceVersion\":\"9\",\"labels\":{\"l\":\"1\"},\"managedFields\":[1]},\"spec\":{\"taints\":"
	                              "[{\"key\":\"node.kubernetes.io/not-ready\",\"effect\":\"NoExecute\"}]},\"status\":{\"conditions\":[{}],\"nodeInfo\":{}}}"));
	cr_expect_eq(wc_objects_edition(objects), before);
	ask();
	answer(200, EVENT("MODIFIED", "{\"metadata\":{\"name\":\"a\",\"resourceVersion\":\"9\",\"labels\":{\"l\":\"1\"}},\"spec\":{\"taints\":[{\"key\":\"x\"}]}}"));
	cr_expect_neq(wc_objects_edition(objects), before);
}

Test(watch, pages_go_on_and_begin_anew_after_410)
{
	ask();
	answer(200, LIST("5", ",\"continue\":\"a b/\"", NODE("a", "1")));
	cr_expect_str_eq(ask(), "/api/v1/nodes?limit=500&continue=a%20b%2F");
	answer(410, "{\"message\":\"too old\"}");
	cr_expect(!r.is_known && wait == 0 && strstr(err.text, "410: too old"), "%s", err.text);
	cr_expect_str_eq(ask(), "/api/v1/nodes?limit=500&resourceVersion=");
	answer(200, LIST("9", ",\"continue\":\"\"", NODE("b", "1")));
	cr_expect(r.is_known && wc_objects_count(objects) == 1 && strstr(kept(), "\"b\""), "what the list that was given up had is gone");
}

Test(watch, what_a_list_does_not_name_is_gone_only_when_it_is_complete)
{
	ask();
	answer(200, three);
	ask();
	answer(410, "");
	ask();
	answer(200, LIST("20", ",\"continue\":\"x\"", NODE("a", "1")));
	cr_expect_eq(wc_objects_count(objects), 3);
	ask();
	answer(200, LIST("20", "", ""));
	cr_expect_eq(wc_objects_count(objects), 1);
}

Test(watch, waits_double_up_to_half_a_minute_and_begin_anew)
{
	unsigned last = 0;
	for (int i = 0; i < 100; i++) {
		ask();
		wait = wc_reflector_done(&r, &(struct wc_reflector_answer){.problem = "nobody listens"}, 4000000000u, &err);
		cr_assert(wait <= 30000 && strstr(err.text, "nobody listens"));
		last = wait;
	}
	cr_expect(last >= 15000);
	ask();
	answer(200, three);
	ask();
	answer(200, MARK("6"));
	ask();
	answer(500, "");
	cr_expect(wait <= 250, "%u", wait);
}

Test(watch, a_refusal_says_what_to_do)
{
	ask();
	answer(403, "{\"message\":\"forbidden\"}");
	cr_expect(strstr(err.text, "403: forbidden") && strstr(err.hint, "the verb list on nodes") && wait >= 2500, "%s %s", err.text, err.hint);
	ask();
	wait = wc_reflector_done(&r, &(struct wc_reflector_answer){.status = 429, .retry_after = 7}, 0, &err);
	cr_expect_eq(wait, 7000);
	ask();
	wait = wc_reflector_done(&r, &(struct wc_reflector_answer){.status = 429, .retry_after = 4000000000u}, 0, &err);
	cr_expect_eq(wait, 30000);
}

Test(watch, a_watch_that_fails_again_and_again_is_given_up)
{
	ask();
	answer(200, three);
	for (int i = 0; i < 3; i++) {
		cr_expect(strstr(ask(), "watch=1"));
		answer(500, "");
	}
	cr_expect(strstr(ask(), "watch=1"));
	answer_in(10, 200, "", 10);
	cr_expect(strstr(err.text, "ended a watch at once"));
	cr_expect_str_eq(ask(), "/api/v1/nodes?limit=500&resourceVersion=");
	cr_expect(r.is_known && wc_objects_count(objects) == 3);
}

/* What is no answer of an API server, and what must be said of it. */
static const struct {
	bool of_watch;
	const char *text, *says;
} wrong[] = {
	{false, "", "the list"}, {false, "[]", "no list"}, {false, "{}", "no list"}, {false, "<html>", "the list"}, {false, "{\"items\":[1],\"metadata\":{}}", "no list"},
	{false, LIST("", "", ""), "no resourceVersion"}, {false, LIST("5", "", "{}"), "without a name"}, {false, LIST("5", "", "{\"a\":}"), "an object"},
	{false, "{\"items\":{\"a\":[]},\"metadata\":{}}", "no list"}, {false, "]]]]", "the list"},
	{true, "{}\n", "no event"}, {true, "nothing\n", "an event"}, {true, "[]\n", "no event"}, {true, EVENT("ADDED", "{}"), "without a name"}, {true, EVENT("ADDED", "null"), "without a name"},
	{true, EVENT("NEW", NODE("a", "1")), "no event"}, {true, MARK(""), "no resourceVersion"}, {true, EVENT("BOOKMARK", "{}"), "no resourceVersion"},
	{true, EVENT("ERROR", "{\"code\":500,\"message\":\"slow\"}"), "with 500: slow"}, {true, EVENT("ERROR", "[]"), "without saying why"},
};

Test(watch, what_is_no_answer_is_said_and_listed_anew)
{
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		ask();
		if (wrong[i].of_watch) {
			answer(200, three);
			ask();
		}
		answer(200, wrong[i].text);
		cr_expect(err.fault == WC_FAULT_UNREACHABLE && strstr(err.text, wrong[i].says), "%zu: %s", i, err.text);
		cr_expect(!r.watches && wait > 0, "%zu", i);
	}
}

Test(watch, an_object_that_is_too_large_is_refused)
{
	static char blanks[1 << 20];
	memset(blanks, 'x', sizeof(blanks));
	for (int of_watch = 0; of_watch <= 1; of_watch++) {
		ask();
		if (of_watch) {
			answer(200, three);
			ask();
		}
		const char *start = of_watch ? "{\"a\":\"" : "{\"items\":[{\"a\":\"";
		bool more = wc_reflector_take(&r, 200, start, strlen(start));
		for (int i = 0; more && i < 9; i++)
			more = wc_reflector_take(&r, 200, blanks, sizeof(blanks));
		cr_expect(!more);
		wait = wc_reflector_done(&r, &(struct wc_reflector_answer){.status = 200, .problem = "cut"}, 0, &err);
		cr_expect(strstr(err.text, "more than 8 MiB"), "%s", err.text);
	}
	cr_expect_eq(wc_objects_count(objects), 3);
}

Test(watch, only_images_of_windows_workloads_are_kept)
{
	static const char item[] = "{\"metadata\":{\"name\":\"w\",\"namespace\":\"%c\"},\"spec\":{\"template\":{\"spec\":{\"nodeSelector\":{\"kubernetes.io/os\":\"%s\"},"
	                           "\"initContainers\":[{\"image\":\"r/i:1\"}],\"containers\":[{\"image\":\"r/a:1\"},{\"image\":5},{\"image\":\"\"},{\"image\":\"x\\ny\"}]}}}}";
	wc_reflector_begin(&r, &wc_watched_kinds[2], objects);
	ask();
	answer(200, wc_printf(arena, "{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[%s,%s]}", wc_printf(arena, item, 'a', "windows"), wc_printf(arena, item, 'b', "linux")));
	cr_expect_eq(wc_objects_count(objects), 1, "%s", err.text);
	struct wc_text text = {.arena = arena};
	wc_objects_print(objects, "", &text);
	cr_expect(strstr(text.bytes, "r/a:1\n") && strstr(text.bytes, "r/i:1\n") && !strstr(text.bytes, "x\n"), "%s", text.bytes);
}

static const char *
printed(const struct wc_shared_text *text, const char *name)
{
	struct wc_text out = {.arena = arena};
	wc_shared_print(text, name, &out);
	return wc_text_string(&out);
}

Test(watch, texts_that_differ_in_their_owners_name_alone_are_one)
{
	static const struct { const char *name, *text, *other, *other_text; bool is_one; } row[] = {
		{"w1", "{\"name\":\"w1\",\"host\":\"w1\"}", "node-2", "{\"name\":\"node-2\",\"host\":\"node-2\"}", true},
		{"w1", "{\"name\":\"w1\",\"host\":\"w1\"}", "w2", "{\"name\":\"w2\",\"host\":\"w1\"}", false},
		{"a", "a", "aa", "aa", true},
		{"a", "aa", "aa", "aa", false},
		{"", "nobody", "x", "nobody", true},
		{"w1", "a mark \x01 and w1", "w2", "a mark \x01 and w2", false}, /* kept as they are */
		{"w1", "w1", "w2", "\x01", false},
		{"w1", "", "w2", "", true},
		{"w1w1", "w1w1w1w1w1", "w2", "w2w2w1", true},
	};
	struct wc_shared *shared = wc_shared_new();
	arena = wc_arena_new();
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		struct wc_shared_text *one = wc_shared_hold(shared, row[i].name, row[i].text), *other = wc_shared_hold(shared, row[i].other, row[i].other_text);
		cr_expect_eq(one == other, row[i].is_one, "row %zu", i);
		cr_expect_str_eq(printed(one, row[i].name), row[i].text);
		cr_expect_str_eq(printed(other, row[i].other), row[i].other_text);
		wc_shared_release(shared, one);
		cr_expect_str_eq(printed(other, row[i].other), row[i].other_text);
		wc_shared_release(shared, other);
	}
	wc_shared_free(shared);
	wc_shared_free(NULL);
}
