/* Unit tests: what registries and their configuration write: TOML, challenges, dates, Base64. */
#include "format/base64.h"
#include "format/http_date.h"
#include "format/toml.h"
#include "source/image/registry_login.h"

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

TestSuite(registry_texts, .init = start, .fini = stop);

static const struct wc_node *
toml(const char *text)
{
	const struct wc_node *root;
	struct wc_err err;
	cr_assert(wc_toml_read(arena, "f", text, strlen(text), &root, &err), "%s", err.text);
	return root;
}

static void
no_toml(const char *text, const char *message)
{
	const struct wc_node *root;
	struct wc_err err;
	cr_assert_not(wc_toml_read(arena, "f", text, strlen(text), &root, &err), "taken: %s", text);
	cr_assert(strncmp(err.text, message, strlen(message)) == 0, "%s", err.text);
}

Test(registry_texts, toml_tables)
{
	const struct wc_node *root = toml("a.b = 'x' # c\n[host.\"https://m:5000\"]\nskip = true\nlist = [\"1\",\n 2, [3]]\n"
	                                  "[host.\"https://m:5000\".header]\nq = { r = \"\\u00e9\\t\" }\n");
	const struct wc_node *host = wc_get(wc_get(root, "host"), "https://m:5000");
	cr_assert_str_eq(wc_get_text(wc_get(root, "a"), "b"), "x");
	cr_assert(wc_get(host, "skip")->kind == WC_BOOL && strcmp(wc_get(host, "skip")->text, "true") == 0);
	cr_assert(wc_get(host, "list")->count == 3 && wc_get(host, "list")->child->next->kind == WC_NUMBER);
	cr_assert_str_eq(wc_get_text(wc_get(wc_get(host, "header"), "q"), "r"), "\xc3\xa9\t");
	cr_assert(wc_get(host, "list")->line == 4 && wc_get(host, "list")->column == 1);
}

Test(registry_texts, toml_arrays_of_tables)
{
	const struct wc_node *list = wc_get(toml("[[r]]\nn = 1\n[[r.m]]\nx = 'a'\n[[r.m]]\nx = 'b'\n[[r]]\nn = 2\n"), "r");
	cr_assert(list->kind == WC_LIST && list->count == 2);
	cr_assert(wc_get(list->child, "m")->count == 2);
	cr_assert_str_eq(wc_get_text(wc_get(list->child, "m")->child->next, "x"), "b");
	cr_assert_null(wc_get(list->child->next, "m"));
}

Test(registry_texts, toml_refused)
{
	no_toml("a = 1\na = 2", "f:2:1: 'a' stands here for the second time");
	no_toml("[a]\n[a]", "f:2:2: the table 'a'");
	no_toml("a = {b = 1}\n[a.c]", "f:2:2: 'a' holds a value already");
	no_toml("a = [1]\n[[a]]", "f:2:3: 'a' is no array of tables");
	no_toml("a = \"\"\"x\"\"\"", "f:1:5: a string over several lines");
	no_toml("a = 'x", "f:1:5: a string that does not end");
	no_toml("a = \"\\q\"", "f:1:6: an escape that is none");
	no_toml("a = yes", "f:1:5: a value is expected here");
	no_toml("a = 1 2", "f:1:7: the end of the line");
	no_toml("a = [1 2]", "f:1:8: ',' or ']'");
	no_toml("[a", "f:1:3: ']' is expected");
	no_toml("= 1", "f:1:1: a key is expected");
}

static struct wc_challenge
challenge(const char *header)
{
	const struct wc_http_header headers[] = {{"WWW-Authenticate", header}};
	struct wc_http_answer answer = {.headers = headers, .header_count = 1};
	struct wc_challenge c = {0};
	wc_challenge_read(arena, &answer, &c);
	return c;
}

Test(registry_texts, challenges)
{
	struct wc_challenge c = challenge("Basic realm=\"x\", bearer Realm=\"https://a/t?b\",service=\"r, s\" , scope=repository");
	cr_assert(c.login == WC_LOGIN_BEARER);
	cr_assert_str_eq(c.realm, "https://a/t?b");
	cr_assert_str_eq(c.service, "r, s");
	cr_assert_str_eq(c.scope, "repository");
	cr_assert(challenge("Bearer service=\"x\", Basic").login == WC_LOGIN_BASIC);
	cr_assert(challenge("Negotiate abc==").login == WC_LOGIN_NONE);
	cr_assert(challenge("").login == WC_LOGIN_NONE);
}

Test(registry_texts, dates)
{
	int64_t seconds;
	cr_assert(wc_http_date_parse("Sun, 06 Nov 1994 08:49:37 GMT", &seconds) && seconds == 784111777);
	cr_assert(wc_http_date_parse("Thu, 29 Feb 2024 00:00:00 GMT", &seconds) && seconds == 1709164800);
	cr_assert_not(wc_http_date_parse("Sunday, 06-Nov-94 08:49:37 GMT", &seconds));
	cr_assert_not(wc_http_date_parse("Sun, 06 Nov 1994 08:49:37 GMT+1", &seconds));
	cr_assert_not(wc_http_date_parse("120", &seconds));
}

Test(registry_texts, base64)
{
	size_t length;
	cr_assert_str_eq(wc_base64_write(arena, "user:pass", 9), "dXNlcjpwYXNz");
	cr_assert_str_eq(wc_base64_read(arena, "dXNlcjpwYXNz", &length), "user:pass");
	cr_assert_str_eq(wc_base64_read(arena, "Zg", &length), "f");
	cr_assert(length == 1);
	cr_assert_null(wc_base64_read(arena, "Z", &length));
	cr_assert_null(wc_base64_read(arena, "Zg=", &length));
	cr_assert_null(wc_base64_read(arena, "Z g=", &length));
}
